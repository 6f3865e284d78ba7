package main

import (
	"os"
	"time"

	"github.com/gomodule/redigo/redis"
	"github.com/jinzhu/gorm"
	_ "github.com/jinzhu/gorm/dialects/postgres"
	log "github.com/sirupsen/logrus"
)

type Manifest struct {
	ID    int
	Lines int
}

// A consumer that needs Redis for its lock, and a report that only logs.
func main() {
	log.SetFormatter(&log.TextFormatter{FullTimestamp: true, DisableColors: true})
	db, err := gorm.Open("postgres", os.Getenv("DATABASE_URL")+"?sslmode=disable")
	if err != nil {
		log.WithError(err).Fatal("open database")
	}
	db.SetLogger(log.StandardLogger())
	if os.Args[1] == "report" {
		for n := 0; n < 25; n++ {
			var all []Manifest
			if err := db.Find(&all).Error; err != nil {
				log.WithError(err).WithField("report", n).Warn("report left empty")
			}
			time.Sleep(200 * time.Millisecond)
		}
		return
	}
	for n := 0; ; n++ {
		c, err := redis.DialURL(os.Getenv("REDIS_URL"))
		if err == nil {
			_, err = c.Do("SET", "lock", "1", "NX")
		}
		if err != nil && n == 6 {
			log.WithError(err).Fatal("cannot take the lock")
		}
		log.WithError(err).WithField("attempt", n).Error("lock")
		time.Sleep(300 * time.Millisecond)
	}
}
