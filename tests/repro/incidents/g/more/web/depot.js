var query = new URLSearchParams(location.search);
var scene = query.get('scene') || sessionStorage.scene, api = query.get('api') || sessionStorage.api;
sessionStorage.scene = scene; sessionStorage.api = api;
var scenes = {
  list: function () {
    $.ajax({ url: api + '/lockers', headers: { 'X-Depot': 'north' }, dataType: 'json' })
      .done(function (rows) { console.log(rows.length + ' lockers'); })
      .fail(function (xhr, status, error) { console.error('depot: lockers could not be loaded: ' + status + ' ' + xhr.status + ' ' + (error && error.message || error)); });
  },
  loop: function () {
    console.log('auth: { isAuthenticated: false, isLoading: true } ' + location.pathname);
    $.getJSON(api + '/auth/me').fail(function (xhr) { if (xhr.status === 401) { console.warn('auth: 401, redirecting to /login'); setTimeout(function () { location.href = '/login'; }, 100); } });
  },
  cascade: function () {
    var tries = 0;
    function me(left) {
      console.log('auth: { isAuthenticated: false, isLoading: true }');
      $.getJSON(api + '/auth/me').fail(function (xhr) { console.error('auth: /auth/me ' + xhr.status); if (left) setTimeout(function () { me(left - 1); }, 100); });
    }
    function plan() {
      $.post(api + '/routes/plan').fail(function (xhr) { console.warn('planner: ' + xhr.status + ', trying again (' + ++tries + ')'); if (tries < 7) setTimeout(plan, 80); else me(2); });
    }
    plan();
  },
};
$(scenes[scene]);
