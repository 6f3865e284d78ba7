package main

import (
	"log"
	"os"

	redis "gopkg.in/redis.v5"
)

func main() {
	opt, err := redis.ParseURL(os.Getenv("REDIS_URL"))
	if err != nil {
		log.Fatalf("REDIS_URL: %v", err)
	}
	log.Println("cache at", opt.Addr)
	c := redis.NewClient(opt)
	for i := 0; i < 3; i++ {
		if err := c.Ping().Err(); err != nil {
			log.Println("cache unavailable, using memory:", err)
		}
	}
}
