// A gateway with so many slots for all.
package main

import (
	"log"
	"net/http"
	"time"
)

var slots = make(chan struct{}, 2)

func limited(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		select {
		case slots <- struct{}{}:
			defer func() { <-slots }()
			next(w, r)
		default:
			log.Printf("%s %s from %s: 503, max concurrent requests reached (%d)", r.Method, r.URL.Path, r.RemoteAddr, cap(slots))
			http.Error(w, "503 Service Unavailable: too many concurrent requests", http.StatusServiceUnavailable)
		}
	}
}

func main() {
	http.HandleFunc("/api/report", limited(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(1200 * time.Millisecond)
		w.Write([]byte("ok\n"))
	}))
	log.Println("gateway listens on :8000")
	log.Fatal(http.ListenAndServe(":8000", nil))
}
