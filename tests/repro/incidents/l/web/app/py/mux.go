package main

import (
	"log"
	"net/http"
)

func books(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", "http://localhost:5173")
	w.Header().Set("Access-Control-Allow-Headers", "authorization")
	w.Write([]byte("[1,2]"))
}

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/books/", books)
	http.ListenAndServe("127.0.0.1:8000", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h, pattern := mux.Handler(r)
		_ = pattern
		log.Println(r.Method, r.URL, r.Header.Get("Origin"))
		h.ServeHTTP(w, r)
	}))
}
