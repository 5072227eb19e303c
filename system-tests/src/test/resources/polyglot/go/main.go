// Reads the typed product travel.trips with stubs of `dpg stubs --lang go`. Prints what PolyglotIT compares.
//
// usage: client ADDRESS read | json | raw | filter EXPRESSION | follow RECORDS | error
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"math/rand"
	"os"
	"strconv"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"

	dpg "polyglot/stubs/dpg/v1"
	trips "polyglot/stubs/travel/trips/v1"
)

var earliest = &dpg.Start{At: &dpg.Start_Edge{Edge: dpg.Edge_EDGE_EARLIEST}}

// begin: follow
// follow hands over every record of the product once, whatever becomes of connections, until ctx ends.
func follow(ctx context.Context, client trips.TripsClient, handle func(int32, *trips.TripsRecord)) error {
	for position := (resume{}); ; time.Sleep(time.Duration(100+rand.Intn(400)) * time.Millisecond) {
		stream, err := client.Subscribe(ctx, &dpg.SubscribeRequest{Start: position.start()})
		for err == nil {
			var frame *trips.TripsFrame
			if frame, err = stream.Recv(); err == nil {
				for _, record := range frame.GetBatch().GetRecords() {
					handle(frame.GetBatch().GetPartition(), record)
				}
				position.handled(frame)
			}
		}
		if code := status.Code(err); err != io.EOF && code != codes.Unavailable && code != codes.ResourceExhausted {
			return err
		}
	}
}

// end: follow

// begin: position
type resume struct {
	token   string
	cursors map[int32]*dpg.HandledCursor
}

func (r *resume) start() *dpg.Start {
	if r.token == "" {
		return earliest
	}
	start := &dpg.Start{At: &dpg.Start_ResumeToken{ResumeToken: r.token}}
	for _, cursor := range r.cursors {
		start.Handled = append(start.Handled, cursor)
	}
	return start
}

// handled notes the position after a frame: a batch has the cursor of its partition, other frames a token for all.
func (r *resume) handled(frame *trips.TripsFrame) {
	if batch := frame.GetBatch(); batch != nil {
		r.cursors[batch.GetPartition()] = &dpg.HandledCursor{Cursor: batch.GetCursor()}
		return
	}
	for _, token := range []string{
		frame.GetOpened().GetResumeToken(), frame.GetProgress().GetResumeToken(), frame.GetState().GetResumeToken(),
		frame.GetGap().GetResumeToken(), frame.GetGoAway().GetResumeToken(), frame.GetEnd().GetResumeToken(),
	} {
		if token != "" {
			r.token, r.cursors = token, map[int32]*dpg.HandledCursor{}
		}
	}
}

// end: position

func show(partition int32, record *trips.TripsRecord) {
	message := record.GetMessage()
	values := trip{
		ID: message.GetId(), Count: message.GetCount(), Ratio: message.GetRatio(), Tags: message.GetTags(),
		Payload: message.GetPayload(), Note: message.Note,
	}
	values.Place.City = message.GetPlace().GetCity()
	values.show(partition, record.GetOffset(), message.GetPrice(), message.GetDay(), message.GetAt().AsTime())
}

func followSome(client trips.TripsClient, wanted int) error {
	ctx, stop := context.WithCancel(context.Background())
	err := follow(ctx, client, func(partition int32, record *trips.TripsRecord) {
		if wanted > 0 {
			show(partition, record)
		}
		if wanted--; wanted == 0 {
			stop()
		}
	})
	if ctx.Err() != nil {
		return nil
	}
	return err
}

func read(client trips.TripsClient, request *dpg.ReadRequest) error {
	stream, err := client.Read(context.Background(), request)
	if err != nil {
		return err
	}
	for {
		frame, err := stream.Recv()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		for _, record := range frame.GetBatch().GetRecords() {
			show(frame.GetBatch().GetPartition(), record)
		}
	}
}

func showError(err error) error {
	refused := status.Convert(err)
	for _, detail := range refused.Details() {
		if info, ok := detail.(*errdetails.ErrorInfo); ok {
			fmt.Printf("%d|%s|%s\n", refused.Code(), info.GetReason(), info.GetDomain())
			return nil
		}
	}
	return err
}

func run(address, command string, arguments []string) error {
	connection, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer connection.Close()
	client := trips.NewTripsClient(connection)
	switch command {
	case "read":
		return read(client, &dpg.ReadRequest{Start: earliest})
	case "json", "raw":
		return readEncoded(dpg.NewDataServiceClient(connection), command)
	case "filter":
		return read(client, &dpg.ReadRequest{Start: earliest, Filter: arguments[0]})
	case "follow":
		wanted, _ := strconv.Atoi(arguments[0])
		return followSome(client, wanted)
	default:
		nonsense := &dpg.Start{At: &dpg.Start_ResumeToken{ResumeToken: "nonsense"}}
		return showError(read(client, &dpg.ReadRequest{Start: nonsense}))
	}
}

func main() {
	if err := run(os.Args[1], os.Args[2], os.Args[3:]); err != nil {
		log.Fatal(err)
	}
}
