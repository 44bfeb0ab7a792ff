using Participatory.Platform.Calls;
using Participatory.Voting.Polls;

namespace Participatory.Voting.Ballots;

/// <summary>What becomes of a cast.</summary>
/// <param name="Version">Of the ballot that the cast makes or has made.</param>
internal abstract record Decision(string AreaCode, int Version, Choices Choices)
{
    /// <summary>The first ballot of a voter.</summary>
    public sealed record First(VoterRow Voter, Choices Choices) : Decision(Voter.AreaCode, 1, Choices);

    /// <summary>The next version of a ballot.</summary>
    public sealed record Next(BallotRow Before, Choices Choices) : Decision(Before.AreaCode, Before.Version + 1, Choices);

    /// <summary>The same request again: the answer that it got.</summary>
    public sealed record Again(string AreaCode, int Version, byte[] SealedPromise, Choices Choices) : Decision(AreaCode, Version, Choices);
}

/// <summary>Decides about a cast from what is stored. Pure.</summary>
internal static class CastRules
{
    /// <param name="ballot">The ballot of this card, if there is one.</param>
    /// <param name="before">Its earlier versions.</param>
    /// <param name="voter">Whose code it is, if it is anybody's.</param>
    /// <exception cref="Refusal">It cannot be taken.</exception>
    public static Decision Decide(
        Cast cast, PollRow poll, IReadOnlyDictionary<string, BallotPaper> papers, BallotRow? ballot, IEnumerable<BallotBeforeRow> before,
            VoterRow? voter, DateTimeOffset now)
    {
        if (ballot is not null)
        {
            var paper = papers[ballot.AreaCode];
            return Again(cast, poll, paper, ballot.Version, ballot.RequestHash, ballot.SealedPromise)
                ?? before.Select(earlier => Again(cast, poll, paper, earlier.Version, earlier.RequestHash, earlier.SealedPromise))
                    .FirstOrDefault(again => again is not null)
                ?? (Decision)Change(cast, poll, paper, ballot, now);
        }

        if (cast.Request.Replaces > 0)
        {
            throw CardUnknown();
        }

        if (cast.CodeHash is null)
        {
            throw Refusal.At("code", VotingReasons.CodeMissing);
        }

        if (voter is null)
        {
            throw CodeUnknown();
        }

        poll.RequireOpen(now);
        return voter.HasVoted
            ? throw AlreadyVoted()
            : new Decision.First(voter, Choices.Check(poll, papers[voter.AreaCode], cast.Request.ProjectIds, cast.Request.Points));
    }

    /// <summary>No letter of this poll has the code.</summary>
    public static Refusal CodeUnknown() => new(VotingReasons.CodeUnknown, field: "code");

    /// <summary>No ballot of this poll has the card.</summary>
    public static Refusal CardUnknown() => new(VotingReasons.CardUnknown, field: "card");

    /// <summary>The code has been used.</summary>
    public static Refusal AlreadyVoted() => new(VotingReasons.AlreadyVoted, field: "code");

    private static Decision.Next Change(Cast cast, PollRow poll, BallotPaper paper, BallotRow ballot, DateTimeOffset now)
    {
        poll.RequireOpen(now);
        if (cast.Request.Replaces == 0)
        {
            throw new Refusal(VotingReasons.CardInUse, field: "card");
        }

        return cast.Request.Replaces != ballot.Version
            ? throw new Refusal(VotingReasons.BallotHasChanged, field: "replaces")
            : new Decision.Next(ballot, Choices.Check(poll, paper, cast.Request.ProjectIds, cast.Request.Points));
    }

    private static Decision.Again? Again(Cast cast, PollRow poll, BallotPaper paper, int version, byte[] requestHash, byte[] sealedPromise)
    {
        if (!requestHash.AsSpan(0, 16).SequenceEqual(cast.RequestHash.AsSpan(0, 16)))
        {
            return null;
        }

        return requestHash.AsSpan().SequenceEqual(cast.RequestHash)
            ? new Decision.Again(
                paper.AreaCode, version, sealedPromise, Choices.Check(poll, paper, cast.Request.ProjectIds, cast.Request.Points))
            : throw new Refusal(VotingReasons.RequestIdOfAnotherBallot, field: "request_id");
    }
}

/// <summary>A ballot as it is kept.</summary>
internal sealed record BallotRow
{
    public byte[] BallotKey { get; init; } = [];
    public string AreaCode { get; init; } = "";
    public string Choices { get; init; } = "";
    public int Version { get; init; }
    public byte[] Salt { get; init; } = [];
    public byte[] RequestHash { get; init; } = [];
    public byte[] SealedPromise { get; init; } = [];

    /// <summary>As it stays when the next version takes its place.</summary>
    public BallotBeforeRow ToBefore() =>
        new() { BallotKey = BallotKey, Version = Version, RequestHash = RequestHash, SealedPromise = SealedPromise };
}

/// <summary>What stays of a version that was changed.</summary>
internal sealed record BallotBeforeRow
{
    public byte[] BallotKey { get; init; } = [];
    public int Version { get; init; }
    public byte[] RequestHash { get; init; } = [];
    public byte[] SealedPromise { get; init; } = [];
}

/// <summary>Somebody on the roll.</summary>
internal sealed record VoterRow
{
    public long Position { get; init; }
    public string AreaCode { get; init; } = "";
    public byte[] CodeHash { get; init; } = [];
    public bool HasVoted { get; init; }
}
