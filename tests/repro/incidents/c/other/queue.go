package main

import (
	"log"
	"os"
	"time"

	"github.com/gomodule/redigo/redis"
)

func main() {
	log.SetPrefix("pilot-queue ")
	url := os.Getenv("REDIS_URL")
	log.Printf("queue at %s", url)
	for n := 1; n <= 3; n++ {
		c, err := redis.DialURL(url)
		if err != nil {
			log.Printf("dial failed (%d/3): %v", n, err)
			time.Sleep(200 * time.Millisecond)
			continue
		}
		defer c.Close()
		if _, err := c.Do("LPUSH", "pilots", "7"); err != nil {
			log.Fatalf("lpush: %v", err)
		}
		return
	}
	log.Fatal("no queue, stopping")
}
