package main

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
)

func main() {
	var response *http.Response
	var err error
	if len(os.Args) > 2 {
		response, err = http.Post(os.Args[1], "application/json", bytes.NewBufferString(os.Args[2]))
	} else {
		response, err = http.Get(os.Args[1])
	}
	if err != nil {
		log.Fatalf("request failed: %v", err)
	}
	body, _ := io.ReadAll(response.Body)
	if response.StatusCode != http.StatusOK {
		log.Fatalf("%s %s: %s: %s", response.Request.Method, response.Request.URL.Path, response.Status, body)
	}
	fmt.Println(string(body))
}
