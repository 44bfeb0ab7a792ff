using Google.Protobuf.WellKnownTypes;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>A link with which one person can come into a group. Its secret is with whoever was given it; we keep the hash.</summary>
internal sealed record GroupInvitationRow
{
    /// <summary>How many may be open at a time.</summary>
    public const int Most = 50;

    /// <summary>For how long it is good.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromDays(14);

    private const string Columns = "invitation_id, group_id, state, invited_by, made_at, ends_at";

    private static readonly Sql SelectByHash = new($"SELECT {Columns} FROM group_invitation WHERE secret_hash = @hash");

    private static readonly Sql Select = new($"""
        SELECT {Columns} FROM group_invitation WHERE invitation_id = @invitationId AND group_id = @groupId
        """);

    private static readonly Sql SelectOpen = new($$"""
        SELECT {{Columns}} FROM group_invitation WHERE group_id = @groupId AND state = 'OPEN' AND ends_at > @now
        ORDER BY made_at DESC, invitation_id DESC {limit @most}
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO group_invitation (invitation_id, group_id, secret_hash, state, invited_by, made_at, ends_at)
        VALUES (@InvitationId, @GroupId, @SecretHash, @State, @InvitedBy, @MadeAt, @EndsAt)
        """);

    private static readonly Sql Settle = new("""
        UPDATE group_invitation SET state = @State, invited_by = '' WHERE invitation_id = @InvitationId AND state = 'OPEN'
        """);

    private static readonly Sql EndOfGroup = new("""
        UPDATE group_invitation SET state = 'ENDED', invited_by = '' WHERE group_id = @groupId AND state = 'OPEN'
        """);

    private static readonly Sql EndOfMember = new("""
        UPDATE group_invitation SET state = 'ENDED', invited_by = ''
        WHERE group_id = @groupId AND invited_by = @subject AND state = 'OPEN'
        """);

    public string InvitationId { get; init; } = "";
    public string GroupId { get; init; } = "";

    /// <summary>Only when it is made.</summary>
    public byte[] SecretHash { get; init; } = [];

    /// <summary>As <see cref="StateText"/> writes a <see cref="GroupInvitationState"/>.</summary>
    public string State { get; init; } = StateText.Of(GroupInvitationState.Open);

    /// <summary>A member; empty once it is over.</summary>
    public string InvitedBy { get; init; } = "";

    public DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset EndsAt { get; init; }

    public GroupInvitationState StateNow => StateText.Read<GroupInvitationState>(State);

    /// <summary>The one of a secret, whatever became of it.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<GroupInvitationRow> LoadBySecret(Session session, string secret) =>
        await session.One<GroupInvitationRow?>(SelectByHash, new { hash = GroupSecret.HashOf(secret) }) ?? throw GroupSecret.OpensNothing();

    /// <summary>One of a group, whatever became of it.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<GroupInvitationRow> Load(Session session, string groupId, string invitationId) =>
        await session.One<GroupInvitationRow?>(Select, new { groupId, invitationId })
            ?? throw new Refusal(PeopleReasons.GroupInvitationNotFound, field: "invitation_id");

    /// <summary>Those that can be used, the newest first.</summary>
    public static Task<IReadOnlyList<GroupInvitationRow>> LoadOpen(Session session, string groupId, DateTimeOffset now) =>
        session.Many<GroupInvitationRow>(SelectOpen, new { groupId, now, most = Most });

    /// <summary>Nobody comes in by any of them.</summary>
    public static Task EndAll(Transaction transaction, string groupId) => transaction.Execute(EndOfGroup, new { groupId });

    /// <summary>Nor by those of somebody who leaves.</summary>
    public static Task EndThoseOf(Transaction transaction, string groupId, string subject) =>
        transaction.Execute(EndOfMember, new { groupId, subject });

    /// <summary>Refuses one that was used or is over.</summary>
    public GroupInvitationRow MustBeOpen(DateTimeOffset now) =>
        StateNow == GroupInvitationState.Open && EndsAt > now ? this : throw GroupSecret.OpensNothing();

    public Task Add(Transaction transaction) => transaction.Execute(Insert, this);

    /// <summary>It is over, and says nothing of whoever made it.</summary>
    public Task Change(Transaction transaction) => transaction.Execute(Settle, this);

    public GroupInvitation ToMessage() => new()
    {
        InvitationId = InvitationId, GroupId = GroupId, State = StateNow, MakeTime = MadeAt.ToTimestamp(), EndTime = EndsAt.ToTimestamp(),
    };
}
