package main

import (
	"log"
	"net/http"
	"net/http/httptest"
	"os"

	redis "gopkg.in/redis.v5"
)

func main() {
	url := os.Getenv("REDIS_URL")
	log.Printf("cart: session store %s", url)
	options, err := redis.ParseURL(url)
	if err != nil {
		log.Fatal(err)
	}
	client := redis.NewClient(options)
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		cart, err := client.Get("cart:" + r.URL.Query().Get("session")).Result()
		if err != nil && err != redis.Nil {
			log.Printf("%s %s: cart not read: %v", r.Method, r.URL.Path, err)
			http.Error(w, "cart unavailable", 500)
			return
		}
		w.Write([]byte(cart))
	})
	server := httptest.NewServer(handler)
	for _, session := range []string{"a81f", "a81f", "c02e"} {
		if _, err := http.Get(server.URL + "/cart?session=" + session); err != nil {
			log.Print(err)
		}
	}
}
