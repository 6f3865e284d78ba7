package main

import (
	"encoding/json"
	"log"
	"net/http"
	"strings"

	"golang.org/x/time/rate"
)

var limiter = rate.NewLimiter(rate.Limit(6.0/60), 6)

func limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !limiter.Allow() {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Retry-After", "10")
			w.WriteHeader(http.StatusTooManyRequests)
			json.NewEncoder(w).Encode(map[string]string{"detail": "Rate limit exceeded: 6 per 1 minute"})
			log.Printf("%s %s %d", r.Method, r.URL.Path, 429)
			return
		}
		next.ServeHTTP(w, r)
		log.Printf("%s %s %d", r.Method, r.URL.Path, 200)
	})
}

func main() {
	http.Handle("/", limited(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]string{"locker": strings.TrimPrefix(r.URL.Path, "/api/v1/lockers/")})
	})))
	log.Fatal(http.ListenAndServe(":8000", nil))
}
