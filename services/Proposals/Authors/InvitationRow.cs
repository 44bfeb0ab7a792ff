using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Authors;

/// <summary>An open invitation to write an idea. Its secret is the caller's; we keep the hash. One that was answered is gone.</summary>
internal sealed record InvitationRow
{
    private const string Columns = "invitation_id, round_id, proposal_id, invited_by, made_at, ends_at";

    private static readonly Sql SelectOpen = new($"""
        SELECT {Columns} FROM author_invitation
        WHERE round_id = @roundId AND proposal_id = @proposalId AND ends_at > @now ORDER BY made_at, invitation_id
        """);

    private static readonly Sql SelectByHash = new(
        $"SELECT {Columns} FROM author_invitation WHERE secret_hash = @hash AND ends_at > @now");

    private static readonly Sql Insert = new("""
        INSERT INTO author_invitation (invitation_id, round_id, proposal_id, secret_hash, invited_by, made_at, ends_at)
        VALUES (@InvitationId, @RoundId, @ProposalId, @SecretHash, @InvitedBy, @MadeAt, @EndsAt)
        """);

    private static readonly Sql DeleteOne = new("DELETE FROM author_invitation WHERE invitation_id = @InvitationId");

    private static readonly Sql DeleteOfIdea = new("""
        DELETE FROM author_invitation WHERE round_id = @roundId AND proposal_id = @proposalId AND invitation_id = @invitationId
        """);

    private static readonly Sql DeleteOfInviter = new("""
        DELETE FROM author_invitation WHERE round_id = @roundId AND proposal_id = @proposalId AND invited_by = @subject
        """);

    public string InvitationId { get; init; } = "";
    public string RoundId { get; init; } = "";
    public string ProposalId { get; init; } = "";
    public byte[] SecretHash { get; init; } = [];
    public string InvitedBy { get; init; } = "";
    public DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset EndsAt { get; init; }

    /// <summary>Those of an idea that are open.</summary>
    public static Task<IReadOnlyList<InvitationRow>> LoadOpen(
        Session session, string roundId, string proposalId, DateTimeOffset now) =>
        session.Many<InvitationRow>(SelectOpen, new { roundId, proposalId, now });

    /// <summary>The one of a secret.</summary>
    /// <exception cref="Refusal">There is none, or it was answered, or its time is over.</exception>
    public static async Task<InvitationRow> LoadBySecret(Session session, string secret, DateTimeOffset now) =>
        await session.One<InvitationRow>(SelectByHash, new { hash = LinkSecret.HashToOpen(secret), now })
            ?? throw LinkSecret.OpensNothing();

    /// <summary>Ends one of an idea; where there is none, nothing happens.</summary>
    public static Task Delete(Transaction transaction, string roundId, string proposalId, string invitationId) =>
        transaction.Execute(DeleteOfIdea, new { roundId, proposalId, invitationId });

    /// <summary>Ends those with which somebody who leaves has invited others.</summary>
    public static Task DeleteOf(Transaction transaction, AuthorRow inviter) => transaction.Execute(
        DeleteOfInviter, new { roundId = inviter.RoundId, proposalId = inviter.ProposalId, subject = inviter.Subject });

    public Task Add(Transaction transaction) => transaction.Execute(Insert, this);

    /// <summary>Deletes it.</summary>
    /// <returns>False where somebody else has answered it in between.</returns>
    public async Task<bool> Delete(Transaction transaction) => await transaction.Execute(DeleteOne, this) == 1;

    public AuthorInvitation ToMessage() => new()
    {
        InvitationId = InvitationId,
        RoundId = RoundId,
        ProposalId = ProposalId,
        MakeTime = MadeAt.ToTimestamp(),
        EndTime = EndsAt.ToTimestamp(),
    };
}
