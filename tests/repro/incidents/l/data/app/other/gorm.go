package main

import (
	"log"
	"os"

	"github.com/jinzhu/gorm"
	_ "github.com/lib/pq"
)

type Person struct {
	ID    uint
	Email string
}
type Assignment struct {
	ID          uint
	Explanation string
}
type Payment struct {
	ID    uint
	Total int
}

func (Person) TableName() string { return "people" }

func main() {
	db, err := gorm.Open("postgres", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	switch os.Args[2] {
	case "dup":
		db.Create(&Person{Email: "ada@example.org"})
	case "col":
		db.Where("explanation = ?", "x").First(&Assignment{})
	case "tab":
		var n int
		db.Model(&Payment{}).Count(&n)
	}
}
