package main

import (
	"log"
	"net/http"
	"os"
	"strings"

	"github.com/rs/cors"
	"golang.org/x/time/rate"
)

type status struct {
	http.ResponseWriter
	code int
}

func (s *status) WriteHeader(code int) { s.code = code; s.ResponseWriter.WriteHeader(code) }

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/v1/lockers", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte(`[{"id": 1}]`)) })
	mux.HandleFunc("/api/v1/auth/me", func(w http.ResponseWriter, r *http.Request) { http.Error(w, `{"detail": "Not authenticated"}`, 401) })
	mux.HandleFunc("/api/v1/routes/plan", func(w http.ResponseWriter, r *http.Request) { http.Error(w, `{"detail": "the plan is locked"}`, 409) })
	limiter := rate.NewLimiter(0.05, 5)
	var inner http.Handler = mux
	if os.Getenv("QUOTA") != "" {
		inner = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !limiter.Allow() {
				http.Error(w, `{"detail": "Too Many Requests"}`, 429)
				return
			}
			mux.ServeHTTP(w, r)
		})
	}
	allowed := cors.New(cors.Options{AllowedOrigins: []string{os.Getenv("ORIGIN")}, AllowedHeaders: []string{"*"}}).Handler(inner)
	root := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s := &status{w, 200}
		if strings.HasPrefix(r.URL.Path, "/api/") && !strings.HasPrefix(r.URL.Path, "/api/v1/") {
			http.Redirect(s, r, strings.Replace(r.URL.Path, "/api/", "/api/v1/", 1), http.StatusTemporaryRedirect)
		} else {
			allowed.ServeHTTP(s, r)
		}
		log.Printf("%s %s %d", r.Method, r.URL.Path, s.code)
	})
	log.Fatal(http.ListenAndServe(":8081", root))
}
