using System.Security.Cryptography;
using Google.Protobuf;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Platform.Calls;

/// <summary>
/// The same request again gets the same answer: an operation asks <see cref="Replay"/> first in its transaction and
/// leaves its answer with <see cref="Remember"/> last. A request id belongs to its caller and its method.
/// </summary>
public static class Requests
{
    // The same request at the same time waits here for the first. It is held by its name and not by its row: a lock on a row that is not
    // there yet is one on the gap, into which everybody else writes, too.
    private static readonly Sql SelectAnswer = new("""
        {hold @held}
        SELECT body_hash, answer FROM request
        WHERE caller = @caller AND method = @method AND request_id = @requestId
        """);

    private static readonly Sql CountAnswers = new("""
        SELECT COUNT(*) FROM request WHERE caller = @caller AND method = @method AND request_id = @requestId
        """);

    private static readonly Sql InsertAnswer = new("""
        INSERT INTO request (caller, method, request_id, body_hash, answer, answered_at)
        VALUES (@caller, @method, @requestId, @bodyHash, @answer, @now)
        """);

    /// <summary>The answer that this request got before, or null where it is new.</summary>
    /// <exception cref="Refusal">The id was used with another body.</exception>
    public static async Task<T?> Replay<T>(this Transaction transaction, Caller caller, IMessage request, MessageParser<T> parser)
        where T : class, IMessage<T>
    {
        var (subject, method, requestId) = Key(caller, request);
        var held = Sql.Held(subject, method, requestId);
        var before = await transaction.One<AnswerRow>(SelectAnswer, new { held, caller = subject, method, requestId })
            .ConfigureAwait(false);
        if (before is null)
        {
            return null;
        }

        return before.BodyHash.AsSpan().SequenceEqual(BodyHash(request))
            ? parser.ParseFrom(before.Answer)
            : throw new Refusal(Reasons.RequestIdReused, field: "request_id");
    }

    /// <summary>
    /// Whether this request was answered before, for whoever looks before all of it is there: what is refused now was not refused then.
    /// <see cref="Replay"/> compares the rest.
    /// </summary>
    public static async Task<bool> LoadIsKnown(this Session session, Caller caller, IMessage request)
    {
        var (subject, method, requestId) = Key(caller, request);
        return await session.One<long>(CountAnswers, new { caller = subject, method, requestId }).ConfigureAwait(false) > 0;
    }

    /// <summary>Keeps the answer for when the request comes again.</summary>
    public static Task Remember(this Transaction transaction, Caller caller, IMessage request, IMessage answer)
    {
        var (subject, method, requestId) = Key(caller, request);
        return transaction.Execute(InsertAnswer, new
        {
            caller = subject,
            method,
            requestId,
            bodyHash = BodyHash(request),
            answer = answer.ToByteArray(),
            now = DateTimeOffset.UtcNow,
        });
    }

    private static (string Caller, string Method, string RequestId) Key(Caller caller, IMessage request) =>
        (caller.Subject, request.Descriptor.FullName, (string)request.Descriptor.FindFieldByName("request_id").Accessor.GetValue(request));

    private static byte[] BodyHash(IMessage request) => SHA256.HashData(request.ToByteArray());

    private sealed record AnswerRow
    {
        public byte[] BodyHash { get; init; } = [];
        public byte[] Answer { get; init; } = [];
    }
}
