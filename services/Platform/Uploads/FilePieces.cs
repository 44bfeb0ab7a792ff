using Google.Protobuf;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Platform.Uploads;

/// <summary>
/// Files kept in a table of pieces, so that neither we nor the database ever holds more than one of them to send a file. The table has
/// the columns <c>file_id</c>, <c>piece</c> (from 0) and <c>content</c>, and belongs to the service; what a file is stands elsewhere.
/// </summary>
/// <param name="table">A name from the code, never from a request.</param>
public sealed class FilePieces(string table)
{
    /// <summary>How many bytes are kept, and sent, in one piece.</summary>
    public const int PieceBytes = 64 * 1024;

    private readonly Sql insert = new($"INSERT INTO {table} (file_id, piece, content) VALUES (@fileId, @piece, @content)");

    private readonly Sql select = new($"SELECT content FROM {table} WHERE file_id = @fileId AND piece = @piece");

    private readonly Sql delete = new($"DELETE FROM {table} WHERE file_id = @fileId");

    /// <summary>Keeps a file.</summary>
    public async Task Keep(Transaction transaction, string fileId, byte[] file)
    {
        foreach (var (piece, content) in file.Chunk(PieceBytes).Index())
        {
            await transaction.Execute(insert, new { fileId, piece, content }).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a file of <paramref name="sizeBytes"/> piece by piece.</summary>
    /// <param name="session">From which it is read.</param>
    /// <param name="fileId">As it was kept.</param>
    /// <param name="sizeBytes">How long it is.</param>
    /// <param name="send">Gets the number of the piece, from 0, and its bytes.</param>
    /// <param name="gone">What is said where a piece is missing because the file is taken away while we send it.</param>
    public async Task Send(Session session, string fileId, long sizeBytes, Func<int, ByteString, Task> send, Func<Refusal> gone)
    {
        long sent = 0;
        for (var piece = 0; sent < sizeBytes; piece++)
        {
            var content = await LoadOrNull(session, fileId, piece).ConfigureAwait(false) ?? throw gone();
            await send(piece, UnsafeByteOperations.UnsafeWrap(content)).ConfigureAwait(false);
            sent += content.Length;
        }
    }

    /// <summary>A piece, from 0; null behind the last one.</summary>
    public Task<byte[]?> LoadOrNull(Session session, string fileId, int piece) => session.One<byte[]>(select, new { fileId, piece });

    /// <summary>Nothing of the file stays.</summary>
    public Task Delete(Transaction transaction, string fileId) => transaction.Execute(delete, new { fileId });
}
