#!/bin/sh
# The Ansible logs of kb/ci/backend-not-healthy.md: tasks that wait for a service where nobody listens.
# Needs: ansible-core. Loopback only.
d=/srv/app; mkdir -p $d && cd $d || exit 1
export ANSIBLE_NOCOLOR=1 ANSIBLE_LOCALHOST_WARNING=false ANSIBLE_INVENTORY_UNPARSED_WARNING=false
play() {
    printf -- '- hosts: localhost\n  gather_facts: false\n  connection: local\n  tasks:\n' >play.yml
    cat >>play.yml
    ansible-playbook play.yml 2>&1
}
play <<'Y'
    - name: Wait for the API to come up
      ansible.builtin.uri:
        url: http://127.0.0.1:6595/health
        status_code: 200
      register: h
      until: h.status == 200
      retries: 3
      delay: 0
Y
play <<'Y'
    - name: Backend answers
      ansible.builtin.command: curl -fsS http://127.0.0.1:6595/health
      register: h
      until: h.rc == 0
      retries: 3
      delay: 0
Y
play <<'Y'
    - name: Wait for the backend port
      ansible.builtin.wait_for:
        host: 127.0.0.1
        port: 6595
        timeout: 2
Y
