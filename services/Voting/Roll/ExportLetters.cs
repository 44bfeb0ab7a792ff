using System.Security.Cryptography;
using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Roll;

/// <summary>The codes for the letters, in the order of the roll. They are made anew from the secret key each time.</summary>
internal sealed class ExportLetters(Database database, CodeKey key)
{
    private const int BatchSize = 1_000;

    private static readonly Sql SelectBatch = new("""
        SELECT position, voter_id, area_code, code_hash FROM roll_entry
        WHERE poll_id = @pollId AND position > @after
        ORDER BY position {limit @count}
        """);

    public async Task Handle(
        ExportLettersRequest request, IServerStreamWriter<Letter> letters, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("poll_id", request.PollId).Check();
        long after;
        await using (var session = await database.Read(cancellation))
        {
            after = Decide(await StoredPoll.Load(session, await PollRow.Load(session, request.PollId)), caller);
        }

        while (await Batch(request.PollId, after, cancellation) is { Count: > 0 } batch)
        {
            foreach (var voter in batch)
            {
                await letters.WriteAsync(ToMessage(request.PollId, voter), cancellation);
            }

            after = batch[^1].Position;
        }
    }

    /// <summary>After which position of the roll the letters begin: all of it. Letters are for polls that people can still vote
    /// in.</summary>
    /// <exception cref="Refusal">Voting is over, there is no roll, or some areas are others'.</exception>
    internal static long Decide(StoredPoll poll, Caller caller)
    {
        poll.RequireAllAreas(caller);
        if (poll.Row.IsImported)
        {
            throw new Refusal(VotingReasons.PollIsImported);
        }

        if (poll.Registration is not null)
        {
            throw new Refusal(VotingReasons.NoLetters);
        }

        if (poll.Row.StateNow is not (PollState.Scheduled or PollState.Open))
        {
            throw new Refusal(VotingReasons.VotingIsOver);
        }

        return 0;
    }

    // A caller may read as slowly as it likes: nothing is held open in the database in the meantime.
    private async Task<IReadOnlyList<VoterRow>> Batch(string pollId, long after, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        return await session.Many<VoterRow>(SelectBatch, new { pollId, after, count = BatchSize });
    }

    private Letter ToMessage(string pollId, VoterRow voter)
    {
        var code = key.CodeOf(pollId, voter.VoterId);
        return CryptographicOperations.FixedTimeEquals(key.HashOf(pollId, code), voter.CodeHash)
            ? new Letter { VoterId = voter.VoterId, AreaCode = voter.AreaCode, Code = code.ForLetter() }
            : throw new Refusal(VotingReasons.CodeKeyChanged);
    }

    private sealed record VoterRow
    {
        public long Position { get; init; }
        public string VoterId { get; init; } = "";
        public string AreaCode { get; init; } = "";
        public byte[] CodeHash { get; init; } = [];
    }
}
