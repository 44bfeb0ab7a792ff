using Participatory.Platform.Calls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Ballots;

/// <summary>What one settlement has read and decided. Dictionaries go by hashes in hex.</summary>
internal sealed class SettlementRound(string pollId)
{
    public string PollId => pollId;

    public Dictionary<string, BallotRow> Ballots { get; } = new(StringComparer.Ordinal);

    public ILookup<string, BallotBeforeRow> Before { get; set; } = Array.Empty<BallotBeforeRow>().ToLookup(_ => "", StringComparer.Ordinal);

    public Dictionary<string, VoterRow> Voters { get; } = new(StringComparer.Ordinal);

    public List<BallotWrite> Writes { get; } = [];

    public List<(Cast Cast, Decision.Again Again)> Repeats { get; } = [];

    public List<(Cast Cast, Refusal Refusal)> Refused { get; } = [];

    /// <summary>Casts that touch what this settlement writes already.</summary>
    public List<Cast> Later { get; } = [];
}

/// <summary>A version of a ballot as it is about to be written.</summary>
internal sealed class BallotWrite
{
    private readonly Decision.Next? next;

    public BallotWrite(Cast cast, Decision decision)
    {
        (Cast, Decision) = (cast, decision);
        next = decision as Decision.Next;
        Salt = cast.Card.Salt(cast.PollId, decision.Version);
        Leaf = CommitmentOf(cast, decision, Salt).Leaf();
    }

    public Cast Cast { get; }

    public Decision Decision { get; }

    public string PollId => Cast.PollId;

    public byte[] BallotKey => Cast.BallotKey;

    public string AreaCode => Decision.AreaCode;

    public string Choices => Decision.Choices.Stored;

    public int Version => Decision.Version;

    public byte[] Salt { get; }

    public byte[] RequestHash => Cast.RequestHash;

    public byte[] Leaf { get; }

    public Promise Promise { get; private set; } = new();

    public byte[] SealedPromise { get; private set; } = [];

    /// <summary>The voter's place on the roll; a change has none.</summary>
    public long Position => Decision is Decision.First first ? first.Voter.Position : 0;

    public int VersionBefore => Version - 1;

    public byte[] ChoicesHashBefore => next is null ? [] : Commitment.HashOf(next.Before.Salt, next.ChoicesBefore);

    public byte[] RequestHashBefore => next?.Before.RequestHash ?? [];

    public byte[] SealedPromiseBefore => next?.Before.SealedPromise ?? [];

    /// <summary>What the log holds of a decided cast.</summary>
    public static Commitment CommitmentOf(Cast cast, Decision decision, byte[] salt) => new(
        cast.PollId,
        decision.AreaCode,
        cast.BallotKey,
        decision.Version,
        Commitment.HashOf(salt, decision.Choices.Committed));

    public static Receipt ReceiptOf(Cast cast, Decision decision, Promise promise) => new()
    {
        PollId = cast.PollId,
        AreaCode = decision.AreaCode,
        TrackingCode = Commitment.TrackingCode(promise.LeafHash.ToByteArray()),
        Version = decision.Version,
        Promise = promise,
    };

    public void Take(Promises.SignedTree tree, Promise promise)
    {
        Promise = promise;
        SealedPromise = Promises.Seal(tree, promise, PollId, Cast.Card, Version);
    }
}
