using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Storage;
using Participatory.Rights.V1;

namespace Participatory.Platform.Rights;

/// <summary>What one person is given of the tables of a service, row by row.</summary>
/// <param name="send">Takes each row, and then each piece of a file.</param>
public sealed class MyRows(Session session, string subject, Func<GetMineResponse, Task> send)
{
    private readonly List<string> tables = [];

    /// <summary>Where rows are read.</summary>
    public Session Session => session;

    /// <summary>Whose they are.</summary>
    public string Subject => subject;

    /// <summary>The tables that were read.</summary>
    public IReadOnlyList<string> Tables => tables;

    /// <summary>Gives the rows of a statement, which has <c>@subject</c>.</summary>
    /// <param name="table">From which they are.</param>
    /// <param name="select">Names of columns that end in <c>_at</c> are instants.</param>
    /// <param name="read">What a column of bytes says.</param>
    public Task Add(string table, Sql select, MessageParser? read = null)
    {
        tables.Add(table);
        return Send(table, select, new { subject }, read);
    }

    /// <summary>Gives the rows of a statement that is asked more than once, each time with other values.</summary>
    public async Task AddEach(string table, Sql select, IEnumerable<object> each)
    {
        tables.Add(table);
        foreach (var which in each)
        {
            await Send(table, select, which, read: null).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Gives the files of a statement with <c>file_id</c>, <c>media_type</c> and <c>content</c>, the pieces of each in order.
    /// </summary>
    public async Task AddFiles(string table, Sql select)
    {
        tables.Add(table);
        await foreach (var piece in session.Stream<PieceRow>(select, new { subject }).ConfigureAwait(false))
        {
            await send(new GetMineResponse
            {
                Piece = new MyPiece
                {
                    FileId = piece.FileId, MediaType = piece.MediaType, Content = UnsafeByteOperations.UnsafeWrap(piece.Content),
                },
            }).ConfigureAwait(false);
        }
    }

    private async Task Send(string table, Sql select, object which, MessageParser? read)
    {
        await foreach (IDictionary<string, object?> row in session.Stream<dynamic>(select, which).ConfigureAwait(false))
        {
            var columns = new Struct();
            foreach (var (name, value) in row.Where(column => column.Value is not null))
            {
                columns.Fields.Add(name, Show(name, value!, read));
            }

            await send(new GetMineResponse { Row = new MyRow { Table = table, Columns = columns } }).ConfigureAwait(false);
        }
    }

    private static Value Show(string name, object value, MessageParser? read) => value switch
    {
        string text => Value.ForString(text),
        bool yes => Value.ForBool(yes),
        long instant when name.EndsWith("_at", StringComparison.Ordinal) => Value.ForString(
            new DateTimeOffset(DateTime.UnixEpoch.AddTicks(instant * TimeSpan.TicksPerMicrosecond))
                .ToString("O", CultureInfo.InvariantCulture)),
        // Amounts and counts; a double holds every one of them to the penny.
        long number => Value.ForNumber(number),
        int number => Value.ForNumber(number),
        byte[] bytes when read is not null => Value.ForString(JsonFormatter.Default.Format(read.ParseFrom(bytes))),
        _ => throw new InvalidOperationException($"Nobody says how {name} is shown."),
    };

    private sealed record PieceRow
    {
        public string FileId { get; init; } = "";
        public string MediaType { get; init; } = "";
        public byte[] Content { get; init; } = [];
    }
}
