// Reads {"texts": [...], "environment": {...}} from stdin, and prints what Compose reads from each text as a .env:
// {"read": [{...}, null, ...]}, with null for a text that it refuses.
package main

import (
	"encoding/json"
	"io"
	"log"
	"os"
	"strings"

	"github.com/compose-spec/compose-go/v2/dotenv"
	"github.com/sirupsen/logrus"
)

func main() {
	logrus.SetOutput(io.Discard)
	var asked struct {
		Texts       []string          `json:"texts"`
		Environment map[string]string `json:"environment"`
	}
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		log.Fatal(err)
	}
	read := make([]map[string]string, len(asked.Texts))
	for i, text := range asked.Texts {
		values, err := dotenv.ParseWithLookup(strings.NewReader(text), func(name string) (string, bool) {
			value, found := asked.Environment[name]
			return value, found
		})
		if err == nil {
			read[i] = values
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(map[string]any{"read": read}); err != nil {
		log.Fatal(err)
	}
}
