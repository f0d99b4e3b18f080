package pipeline.tables.row;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import pipeline.model.Artist;

/** An artist in the list of credits of a raw row. */
record ArtistCreditRow(Artist artist) implements Row {

  static List<ArtistCreditRow> from(List<Artist> artists) {
    return artists.stream().map(ArtistCreditRow::new).toList();
  }

  static Artist artist(Object read) {
    RecordReader reader = new RecordReader((IndexedRecord) read);
    return new Artist(reader.text(0), reader.text(1), reader.text(2));
  }

  @Override
  public Schema getSchema() {
    return RawRelease.TABLE.schema().getField("artists").schema().getElementType();
  }

  @Override
  public @Nullable Object get(int column) {
    return switch (column) {
      case 0 -> artist.id();
      case 1 -> artist.name();
      case 2 -> artist.url();
      default -> throw new IndexOutOfBoundsException("an artist has no column " + column);
    };
  }
}
