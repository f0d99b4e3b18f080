package pipeline.tables.row;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import pipeline.model.Artist;

/** A mapper between an {@link Artist} and a record in the column {@code artists} of a raw table. */
final class ArtistCreditRow {
  private ArtistCreditRow() {}

  static List<IndexedRecord> from(List<Artist> artists) {
    Schema schema = RawRelease.TABLE.schema().getField("artists").schema().getElementType();
    return artists.stream().map(artist -> from(artist, schema)).toList();
  }

  private static IndexedRecord from(Artist artist, Schema schema) {
    GenericData.Record row = new GenericData.Record(schema);
    row.put(0, artist.id());
    row.put(1, artist.name());
    row.put(2, artist.url());
    return row;
  }

  static Artist artist(Object read) {
    RecordReader reader = new RecordReader((IndexedRecord) read);
    return new Artist(reader.text(0), reader.text(1), reader.text(2));
  }
}
