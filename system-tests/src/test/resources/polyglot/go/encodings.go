package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"strings"
	"time"

	"github.com/hamba/avro/v2"

	dpg "polyglot/stubs/dpg/v1"
)

const avroFramingBytes = 5 // a zero and the schema's number in the registry

// trip is what the encodings of a record have in common.
type trip struct {
	ID    string   `json:"id" avro:"id"`
	Count int64    `json:"count" avro:"count"`
	Ratio float64  `json:"ratio" avro:"ratio"`
	Tags  []string `json:"tags" avro:"tags"`
	Place struct {
		City string `json:"city" avro:"city"`
	} `json:"place" avro:"place"`
	Payload []byte  `json:"payload" avro:"payload"`
	Note    *string `json:"note" avro:"note"`
}

type jsonTrip struct {
	trip
	Price string    `json:"price"`
	Day   string    `json:"day"`
	At    time.Time `json:"at"`
}

type avroTrip struct {
	trip
	Price *big.Rat  `avro:"price"`
	Day   time.Time `avro:"day"`
	At    time.Time `avro:"at"`
}

func (t *trip) show(partition int32, offset int64, price, day string, at time.Time) {
	note := "-"
	if t.Note != nil {
		note = *t.Note
	}
	fmt.Println(strings.Join([]string{
		fmt.Sprint(partition), fmt.Sprint(offset), t.ID, fmt.Sprint(t.Count), fmt.Sprint(t.Ratio), price, day,
		fmt.Sprintf("%d.%09d", at.Unix(), at.Nanosecond()), strings.Join(t.Tags, ","), t.Place.City,
		base64.StdEncoding.EncodeToString(t.Payload), note,
	}, "|"))
}

func showJSON(partition int32, offset int64, text []byte) error {
	var t jsonTrip
	if err := json.Unmarshal(text, &t); err != nil {
		return err
	}
	t.show(partition, offset, t.Price, t.Day, t.At)
	return nil
}

func showAvro(partition int32, offset int64, schema avro.Schema, stored []byte) error {
	var t avroTrip
	if err := avro.Unmarshal(schema, stored[avroFramingBytes:], &t); err != nil {
		return err
	}
	t.show(partition, offset, t.Price.FloatString(2), t.Day.Format(time.DateOnly), t.At)
	return nil
}

func showRecord(partition int32, record *dpg.Record, schemas map[int32]avro.Schema) error {
	if schema := schemas[record.GetSchemaId()]; schema != nil {
		return showAvro(partition, record.GetOffset(), schema, record.GetRaw())
	}
	if raw := record.GetRaw(); raw != nil {
		return showJSON(partition, record.GetOffset(), raw)
	}
	return showJSON(partition, record.GetOffset(), []byte(record.GetJson()))
}

// readEncoded reads as dpg.v1.DataService gives the records: as JSON text, or as the bytes that are stored.
func readEncoded(client dpg.DataServiceClient, encoding string) error {
	stream, err := client.Read(context.Background(), &dpg.ReadRequest{
		Product: "travel.trips", Start: earliest,
		Encoding: dpg.Encoding(dpg.Encoding_value["ENCODING_"+strings.ToUpper(encoding)]),
	})
	schemas := map[int32]avro.Schema{}
	for err == nil {
		var frame *dpg.Frame
		if frame, err = stream.Recv(); err != nil {
			break
		}
		if info := frame.GetSchemaInfo(); info.GetFormat() == dpg.SchemaInfo_FORMAT_AVRO {
			schemas[info.GetSchemaId()], err = avro.Parse(info.GetSchema())
		}
		for _, record := range frame.GetBatch().GetRecords() {
			if err == nil {
				err = showRecord(frame.GetBatch().GetPartition(), record, schemas)
			}
		}
	}
	if err == io.EOF {
		return nil
	}
	return err
}
