using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Proposals.Authors;

/// <summary>Somebody who writes an idea, or did; the proposer is one of them.</summary>
internal sealed record AuthorRow
{
    /// <summary>How many people write an idea at most, those who are invited among them.</summary>
    internal const int Most = 8;

    private static readonly Sql Select = new("""
        SELECT round_id, proposal_id, subject, shown_as, place, joined_at, left_at FROM author
        WHERE round_id = @roundId AND proposal_id = @proposalId ORDER BY place
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO author (round_id, proposal_id, subject, shown_as, place, joined_at)
        VALUES (@RoundId, @ProposalId, @Subject, @ShownAs, @Place, @JoinedAt)
        """);

    private static readonly Sql Update = new("""
        UPDATE author SET shown_as = @ShownAs, place = @Place, joined_at = @JoinedAt, left_at = @LeftAt
        WHERE round_id = @RoundId AND proposal_id = @ProposalId AND subject = @Subject
        """);

    public string RoundId { get; init; } = "";
    public string ProposalId { get; init; } = "";
    public string Subject { get; init; } = "";

    /// <summary>The name to be shown; empty for none.</summary>
    public string ShownAs { get; init; } = "";

    /// <summary>From 1: in which order they joined.</summary>
    public int Place { get; init; }

    public DateTimeOffset JoinedAt { get; init; }
    public DateTimeOffset? LeftAt { get; init; }

    public bool Writes => LeftAt is null;

    /// <summary>Everybody who writes it or did, in the order in which they joined. Whoever changes one of them holds the idea.</summary>
    public static Task<IReadOnlyList<AuthorRow>> Load(Session session, string roundId, string proposalId) =>
        session.Many<AuthorRow>(Select, new { roundId, proposalId });

    /// <summary>Only those who write an idea do this.</summary>
    public static Refusal OthersWrite() => new(ProposalsReasons.WritingIsTheirs);

    public bool Is(Caller caller) => caller.IsSignedIn && caller.Subject == Subject;

    public Task Add(Transaction transaction) => transaction.Execute(Insert, this);

    public Task Change(Transaction transaction) => transaction.Execute(Update, this);
}
