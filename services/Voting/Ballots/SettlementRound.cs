using Participatory.Platform.Calls;
using Participatory.Voting.Mixing;
using Participatory.Voting.V1;

namespace Participatory.Voting.Ballots;

/// <summary>What one settlement has read and decided. Dictionaries go by hashes in hex.</summary>
internal sealed class SettlementRound(string pollId)
{
    public string PollId => pollId;

    /// <summary>The newest versions, mixed or not.</summary>
    public Dictionary<string, BallotRow> Ballots { get; } = new(StringComparer.Ordinal);

    public List<BallotBeforeRow> Before { get; } = [];

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
    public BallotWrite(Cast cast, Decision decision)
    {
        (Cast, Decision) = (cast, decision);
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

    public SealedVersion ToSealed() => new()
    {
        AreaCode = AreaCode, BallotKey = BallotKey, Version = Version, Choices = Choices, Salt = Salt, RequestHash = RequestHash,
        SealedPromise = SealedPromise, Leaf = Leaf,
    };

    public void Take(Promises.SignedTree tree, Promise promise)
    {
        Promise = promise;
        SealedPromise = Promises.Seal(tree, promise, PollId, Cast.Card, Version);
    }
}
