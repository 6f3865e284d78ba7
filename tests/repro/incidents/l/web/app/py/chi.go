package main

import (
	"net/http"
	"time"

	"github.com/go-chi/chi"
	"github.com/go-chi/chi/middleware"
)

func main() {
	r := chi.NewRouter()
	r.Use(middleware.Logger)
	r.Use(middleware.ThrottleBacklog(2, 1, 200*time.Millisecond))
	r.Get("/api/reports/{id}", func(w http.ResponseWriter, q *http.Request) { time.Sleep(600 * time.Millisecond); w.Write([]byte("{}")) })
	http.ListenAndServe("127.0.0.1:8000", r)
}
