package pipeline.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowHashBesideTest {
  private static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "row", "fields": [{"name": "number", "type": "int"}]}
              """);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1023, 1024, 1025, 2048, 5000})
  void isTheHashOfTheSameRowsInTheSameOrder(int count) throws IOException {
    RowHash plain = new RowHash(SCHEMA);
    try (RowHashBeside beside = new RowHashBeside(new RowHash(SCHEMA))) {
      for (int number = 0; number < count; number++) {
        plain.add(row(number));
        beside.add(row(number));
      }
      assertEquals(plain.hex(), beside.hex());
    }
  }

  @Test
  void aRowThatCannotBeHashedEndsIt() {
    try (RowHashBeside beside = new RowHashBeside(new RowHash(SCHEMA))) {
      assertThrows(
          RuntimeException.class,
          () -> {
            for (int number = 0; number < 5000; number++) {
              beside.add(row(number == 100 ? "text" : number));
            }
            beside.hex();
          });
    }
  }

  private static IndexedRecord row(Object number) {
    GenericData.Record row = new GenericData.Record(SCHEMA);
    row.put("number", number);
    return row;
  }
}
