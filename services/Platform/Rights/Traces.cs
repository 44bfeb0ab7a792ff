using System.Text;
using System.Text.Json;
using Participatory.Contracts.People;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;

namespace Participatory.Platform.Rights;

/// <summary>
/// Where a person stands beside the tables of a service: in answers that it would give again, to them or to an officer who read their
/// words, and in messages that it has sent.
/// </summary>
internal sealed class Traces
{
    /// <summary>
    /// Shorter words stand in everybody's answers; what is longer and found in somebody else's costs no more than that one answer, which
    /// nobody may ask for again.
    /// </summary>
    private const int ShortestLookedFor = 6;

    /// <summary>Columns with words of a person's own; a title of somebody else's is given as "about".</summary>
    private static readonly string[] OwnWords =
    [
        "title", "words", "who_benefits", "shown_as", "alt_text", "told_by", "address", "part_words", "decline_reason", "shopping",
        "group_name", "host_name", "host_words", "host_signed_by",
    ];

    private static readonly Sql SelectAnswers = new("SELECT caller, method, request_id, answer FROM request WHERE caller <> @subject");

    private static readonly Sql DeleteOwnAnswers = new("DELETE FROM request WHERE caller = @subject");

    private static readonly Sql DeleteAnswer = new("""
        DELETE FROM request WHERE caller = @Caller AND method = @Method AND request_id = @RequestId
        """);

    // What was parked is still to be delivered, and that somebody is forgotten says nothing without saying who.
    private static readonly Sql SelectMessages = new("""
        SELECT sequence, body, sent_at FROM outbox
        WHERE (sent_at IS NOT NULL OR (parked_at IS NOT NULL AND type <> @forgotten)) AND body LIKE @pattern ORDER BY sequence
        """);

    private static readonly Sql DeleteMessage = new("DELETE FROM outbox WHERE sequence = @Sequence");

    private static readonly Sql TakeOut = new("UPDATE outbox SET body = REPLACE(body, @subject, '') WHERE sequence = @Sequence");

    private readonly string subject;
    private readonly List<AnswerRow> answers = [];

    private Traces(string subject) => this.subject = subject;

    /// <summary>Looks for them while their words are still there to look for.</summary>
    public static async Task<Traces> Find(
        Database database, string subject, IEnumerable<PersonalData> data, CancellationToken cancellation)
    {
        HashSet<string> words = [];
        var mine = new MyRows(database, subject, part =>
        {
            words.UnionWith(OwnWords.Select(name => part.Row?.Columns.Fields.GetValueOrDefault(name)?.StringValue).OfType<string>()
                .Where(text => text.Length >= ShortestLookedFor));
            return Task.CompletedTask;
        }, cancellation);
        foreach (var held in data)
        {
            await held.Read(mine).ConfigureAwait(false);
        }

        var traces = new Traces(subject);
        if (words.Count == 0)
        {
            // As at every later look, unless something has come.
            return traces;
        }

        var sought = words.Select(Encoding.UTF8.GetBytes).ToList();
        await using var session = await database.Read(cancellation).ConfigureAwait(false);
        await foreach (var row in session.Stream<AnswerRow>(SelectAnswers, new { subject }).ConfigureAwait(false))
        {
            if (sought.Exists(text => row.Answer.AsSpan().IndexOf(text) >= 0))
            {
                traces.answers.Add(row with { Answer = [] });
            }
        }

        return traces;
    }

    public async Task Remove(Transaction transaction)
    {
        await transaction.Execute(DeleteOwnAnswers, new { subject }).ConfigureAwait(false);
        foreach (var answer in answers)
        {
            await transaction.Execute(DeleteAnswer, answer).ConfigureAwait(false);
        }

        var sought = new { pattern = $"%{subject}%", forgotten = MessageTypes.NameOf(typeof(PersonForgotten)) };
        foreach (var message in await transaction.Many<MessageRow>(SelectMessages, sought).ConfigureAwait(false))
        {
            var isOver = message.SentAt is not null && IsOfOnePerson(message.Body);
            await transaction.Execute(isOver ? DeleteMessage : TakeOut, new { message.Sequence, subject }).ConfigureAwait(false);
        }
    }

    /// <summary>A message about one person names them beside what it says; one about many has a list of them.</summary>
    private bool IsOfOnePerson(string body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.EnumerateObject()
            .Any(field => field.Value.ValueKind == JsonValueKind.String && field.Value.ValueEquals(subject));
    }

    private sealed record AnswerRow
    {
        public string Caller { get; init; } = "";
        public string Method { get; init; } = "";
        public string RequestId { get; init; } = "";
        public byte[] Answer { get; init; } = [];
    }

    private sealed record MessageRow
    {
        public long Sequence { get; init; }
        public string Body { get; init; } = "";
        public DateTimeOffset? SentAt { get; init; }
    }
}
