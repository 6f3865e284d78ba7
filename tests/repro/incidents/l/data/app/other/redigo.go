package main

import (
	"log"
	"os"

	"github.com/gomodule/redigo/redis"
)

func main() {
	c, err := redis.DialURL(os.Getenv("REDIS_URL"))
	if err != nil {
		log.Fatal("cache: ", err)
	}
	if _, err := c.Do("GET", "menu"); err != nil {
		log.Fatal("cache: ", err)
	}
}
