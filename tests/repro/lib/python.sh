# Sourced by the scripts beside this folder; not run by itself. Call `sandbox` first.
#
#   python_install VENV PACKAGE...   a virtual environment of Debian's Python in the current folder
#
# Needs the Debian package python3-venv.

python_install() {
    venv=$1
    shift
    [ -f "$venv/done" ] || { /usr/bin/python3 -m venv "$venv" && "$venv/bin/pip" -q install "$@" && touch "$venv/done"; }
}
