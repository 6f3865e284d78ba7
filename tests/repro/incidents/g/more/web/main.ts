import '@angular/compiler';
import { Component, inject } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { HttpClient, HttpErrorResponse, provideHttpClient, withInterceptors } from '@angular/common/http';
import { catchError, firstValueFrom, retry, throwError, timer } from 'rxjs';

const query = new URLSearchParams(location.search);
const scene = query.get('scene') ?? sessionStorage['scene'];
const api = query.get('api') ?? sessionStorage['api'];
sessionStorage['scene'] = scene;
sessionStorage['api'] = api;

const toLogin = (request: any, next: any) => next(request).pipe(catchError((error: HttpErrorResponse) => {
  if (error.status === 401 && scene === 'loop') setTimeout(() => location.assign('/login'), 120);
  return throwError(() => error);
}));

@Component({ selector: 'app-root', template: '<h1>Lockers</h1>' })
class App {
  private http = inject(HttpClient);
  async ngOnInit() {
    try { await (this as any)[scene](); } catch (error: any) { console.error(`LockerService: ${error.message}`); }
  }
  async list() { console.log(await firstValueFrom(this.http.get(`${api}/lockers`, { headers: { 'x-depot': 'north' } }))); }
  async loop() {
    console.log(`AuthService state { isAuthenticated: false, isLoading: true } at ${location.pathname}`);
    await firstValueFrom(this.http.get(`${api}/auth/me`));
  }
  async cascade() {
    const plan = this.http.post(`${api}/routes/plan`, {}).pipe(retry({ count: 6, delay: (error, n) => { console.warn(`RoutePlanner: attempt ${n} failed: ${error.message}`); return timer(80); } }));
    try { await firstValueFrom(plan); } catch (error: any) { console.error(`RoutePlanner: given up: ${error.message}`); }
    for (let n = 0; n < 3; n++) {
      console.log('AuthService state { isAuthenticated: false, isLoading: true }');
      try { await firstValueFrom(this.http.get(`${api}/auth/me`)); } catch (error: any) { console.error(`AuthService: ${error.message}`); }
    }
  }
}
bootstrapApplication(App, { providers: [provideHttpClient(withInterceptors([toLogin]))] }).catch(error => console.error(error));
