package main

import (
	"fmt"

	"github.com/jinzhu/gorm"
	_ "github.com/jinzhu/gorm/dialects/postgres"
)

type Customer struct {
	ID       uint
	Email    string
	FullName string
}

func main() {
	db, err := gorm.Open("postgres", "host=db user=garden password=garden-dev dbname=garden sslmode=disable")
	if err != nil {
		panic(err)
	}
	db.LogMode(true)
	fmt.Println("importing members of the old shop")
	for _, email := range []string{"noor@example.com"} {
		if err := db.Create(&Customer{Email: email, FullName: "Noor"}).Error; err != nil {
			panic(err)
		}
	}
}
