using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Storage;
using Participatory.Platform.Uploads;
using Participatory.Rights.V1;

namespace Participatory.Platform.Rights;

/// <summary>
/// What one person is given of the tables of a service, row by row. Whoever takes it may be as slow as they like: nothing is being read
/// while something is sent, since an embedded database cannot cut its log as long as somebody reads.
/// </summary>
/// <param name="send">Takes each row, and then each piece of a file.</param>
public sealed class MyRows(Database database, string subject, Func<GetMineResponse, Task> send, CancellationToken cancellation)
{
    private readonly List<string> tables = [];

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
    /// Gives the files of a statement with <c>file_id</c> and <c>media_type</c>, the pieces of each in order. What is taken away meanwhile
    /// ends where it was.
    /// </summary>
    /// <param name="table">Where the pieces are, as <see cref="FilePieces"/> keeps them.</param>
    public async Task AddFiles(string table, Sql select)
    {
        tables.Add(table);
        var pieces = new FilePieces(table);
        foreach (var file in await Read<FileRow>(select, new { subject }).ConfigureAwait(false))
        {
            for (var at = 0; await Piece(pieces, file.FileId, at).ConfigureAwait(false) is { } content; at++)
            {
                await send(new GetMineResponse
                {
                    Piece = new MyPiece
                    {
                        FileId = file.FileId, MediaType = file.MediaType, Content = UnsafeByteOperations.UnsafeWrap(content),
                    },
                }).ConfigureAwait(false);
            }
        }
    }

    /// <summary>All rows of a statement; nothing is open any more once they are there.</summary>
    public async Task<IReadOnlyList<T>> Read<T>(Sql select, object? which = null)
    {
        await using var session = await database.Read(cancellation).ConfigureAwait(false);
        return await session.Many<T>(select, which).ConfigureAwait(false);
    }

    private async Task<byte[]?> Piece(FilePieces pieces, string fileId, int at)
    {
        await using var session = await database.Read(cancellation).ConfigureAwait(false);
        return await pieces.LoadOrNull(session, fileId, at).ConfigureAwait(false);
    }

    private async Task Send(string table, Sql select, object which, MessageParser? read)
    {
        foreach (IDictionary<string, object?> row in await Read<dynamic>(select, which).ConfigureAwait(false))
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

    private sealed record FileRow
    {
        public string FileId { get; init; } = "";
        public string MediaType { get; init; } = "";
    }
}
