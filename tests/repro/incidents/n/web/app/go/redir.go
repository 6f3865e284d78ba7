package main

import "net/http"
import "fmt"

func main() {
	c := http.Client{}
	r, err := c.Get("http://localhost:8000/dashboard")
	fmt.Println(r.StatusCode, err)
}
