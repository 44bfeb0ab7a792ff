using System.Threading.Channels;
using Participatory.Platform.Storage;
using Participatory.Voting.Ballots;

namespace Participatory.Voting.Roll;

/// <summary>
/// Where codes and cards queue that come from where many wrong ones came from. They are looked up many at a time, without a transaction,
/// and only right ones go on to the ballots: thousands of wrong ones a second take neither the queue nor the writer from anybody. Who
/// finds it full waits; nobody is sent away.
/// </summary>
internal sealed class SlowLane(Database database, ILogger<SlowLane> log) : BackgroundService
{
    private const int Depth = 4_096;

    private const int MostAtOnce = 256;

    private static readonly Sql SelectCodes = new("""
        SELECT v.code_hash FROM {hashes @hashes} AS given CROSS JOIN roll_entry v
        WHERE v.poll_id = @pollId AND v.code_hash = given.item
        """);

    private static readonly Sql SelectMixed = new("""
        SELECT b.ballot_key FROM {hashes @hashes} AS given CROSS JOIN ballot b WHERE b.poll_id = @pollId AND b.ballot_key = given.item
        """);

    private static readonly Sql SelectSealed = new("""
        SELECT s.lookup FROM {hashes @hashes} AS given CROSS JOIN sealed_ballot s WHERE s.poll_id = @pollId AND s.lookup = given.item
        """);

    private readonly Channel<Question> queue = Channel.CreateBounded<Question>(new BoundedChannelOptions(Depth) { SingleReader = true });

    /// <summary>Whether the hash is of a code on the roll.</summary>
    public Task<bool> KnowsCode(string pollId, byte[] codeHash, CancellationToken cancellation) =>
        Ask(new Question(Asked.Code, pollId, codeHash), cancellation);

    /// <summary>Whether a ballot is of the card. It may be mixed between these questions, and never the other way.</summary>
    public async Task<bool> KnowsCard(string pollId, BallotCard card, CancellationToken cancellation) =>
        await Ask(new Question(Asked.Sealed, pollId, card.SealedUnder(pollId, version: 1)), cancellation)
        || await Ask(new Question(Asked.Mixed, pollId, card.KeyIn(pollId)), cancellation);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<Question> questions = [];
        while (await queue.Reader.WaitToReadAsync(stoppingToken))
        {
            questions.Clear();
            while (questions.Count < MostAtOnce && queue.Reader.TryRead(out var question))
            {
                questions.Add(question);
            }

            foreach (var alike in questions.GroupBy(question => (question.Asked, question.PollId)))
            {
                await Answer(SelectOf(alike.Key.Asked), alike.Key.PollId, [.. alike], stoppingToken);
            }
        }
    }

    private static Sql SelectOf(Asked asked) => asked switch
    {
        Asked.Code => SelectCodes,
        Asked.Sealed => SelectSealed,
        _ => SelectMixed,
    };

    private async Task<bool> Ask(Question question, CancellationToken cancellation)
    {
        await queue.Writer.WriteAsync(question, cancellation);
        return await question.Answer.Task.WaitAsync(cancellation);
    }

    private async Task Answer(Sql select, string pollId, List<Question> questions, CancellationToken cancellation)
    {
        try
        {
            await using var session = await database.Read(cancellation);
            var known = (await session.Many<byte[]>(select, new { pollId, hashes = Sql.List(questions.Select(question => question.Hash)) }))
                .Select(Convert.ToHexString).ToHashSet(StringComparer.Ordinal);
            questions.ForEach(question => question.Answer.TrySetResult(known.Contains(Convert.ToHexString(question.Hash))));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogWarning(failure, "Codes could not be looked up");
            questions.ForEach(question => question.Answer.TrySetException(failure));
        }
    }

    private enum Asked
    {
        Code,
        Sealed,
        Mixed,
    }

    private sealed record Question(Asked Asked, string PollId, byte[] Hash)
    {
        // Whoever waits goes on elsewhere, so that the ones behind do not wait for it.
        public TaskCompletionSource<bool> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
