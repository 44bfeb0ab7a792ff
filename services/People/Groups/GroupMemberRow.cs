using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>Somebody in a group. Whoever leaves has no row.</summary>
internal sealed record GroupMemberRow
{
    /// <summary>As many as can meet and know each other.</summary>
    public const int Most = 100;

    /// <summary>How many may say yes to money.</summary>
    public const int MostSigners = 4;

    private static readonly Sql Select = new($$"""
        SELECT member_id, group_id, subject, shown_as, show_name, state, signer_place, wants_close, joined_at FROM group_member
        WHERE group_id = @groupId ORDER BY joined_at, member_id {limit @most}
        """);

    private static readonly Sql SelectShownNames = new("""
        SELECT group_id, shown_as FROM group_member WHERE show_name = 1 AND group_id IN (SELECT item FROM {texts @groups} AS given)
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO group_member (member_id, group_id, subject, shown_as, show_name, state, signer_place, wants_close, joined_at)
        VALUES (@MemberId, @GroupId, @Subject, @ShownAs, @ShowName, @State, @SignerPlace, @WantsClose, @JoinedAt)
        """);

    private static readonly Sql Update = new("""
        UPDATE group_member SET shown_as = @ShownAs, show_name = @ShowName, state = @State, signer_place = @SignerPlace,
            wants_close = @WantsClose
        WHERE member_id = @MemberId
        """);

    private static readonly Sql DeleteOne = new("DELETE FROM group_member WHERE member_id = @MemberId");

    public string MemberId { get; init; } = "";
    public string GroupId { get; init; } = "";
    public string Subject { get; init; } = "";
    public string ShownAs { get; init; } = "";

    /// <summary>Everybody may read the name.</summary>
    public bool ShowName { get; init; }

    /// <summary>As <see cref="StateText"/> writes a <see cref="GroupMemberState"/>.</summary>
    public string State { get; init; } = StateText.Of(GroupMemberState.Member);

    /// <summary>From 1; null of whoever may not say yes to money.</summary>
    public int? SignerPlace { get; init; }

    public bool WantsClose { get; init; }
    public DateTimeOffset JoinedAt { get; init; }

    public GroupMemberState StateNow => StateText.Read<GroupMemberState>(State);

    /// <summary>They may say yes to money.</summary>
    public bool IsSigner => StateNow == GroupMemberState.Signer;

    /// <summary>The members, with this one as they become.</summary>
    public IReadOnlyList<GroupMemberRow> Among(IReadOnlyList<GroupMemberRow> members) =>
        [.. members.Select(member => member.MemberId == MemberId ? this : member)];

    /// <summary>In the order in which they came.</summary>
    public static Task<IReadOnlyList<GroupMemberRow>> LoadAll(Session session, string groupId) =>
        session.Many<GroupMemberRow>(Select, new { groupId, most = Most });

    /// <summary>The names of members that everybody may read, by group.</summary>
    public static async Task<ILookup<string, string>> LoadShownNames(Session session, IEnumerable<string> groups) =>
        (await session.Many<GroupMemberRow>(SelectShownNames, new { groups = Sql.List(groups) }))
            .ToLookup(member => member.GroupId, member => member.ShownAs, StringComparer.Ordinal);

    /// <summary>The caller's own membership.</summary>
    /// <exception cref="Refusal">They have none.</exception>
    public static GroupMemberRow Of(IEnumerable<GroupMemberRow> members, Caller caller) =>
        OfOrNull(members, caller.Subject) ?? throw new Refusal(PeopleReasons.NotInGroup);

    /// <summary>Somebody's membership; null where they have none.</summary>
    public static GroupMemberRow? OfOrNull(IEnumerable<GroupMemberRow> members, string subject) =>
        subject.Length == 0 ? null : members.FirstOrDefault(member => member.Subject == subject);

    public Task Add(Transaction transaction) => transaction.Execute(Insert, this);

    public Task Change(Transaction transaction) => transaction.Execute(Update, this);

    public Task Delete(Transaction transaction) => transaction.Execute(DeleteOne, this);

    /// <summary>As it becomes where they may say yes to money from now on.</summary>
    /// <exception cref="Refusal">As many as can be do so.</exception>
    public GroupMemberRow AsSigner(IReadOnlyCollection<GroupMemberRow> members)
    {
        var taken = members.Select(member => member.SignerPlace).ToHashSet();
        var free = Enumerable.Range(1, MostSigners).FirstOrDefault(place => !taken.Contains(place));
        return free > 0 ? this with { State = StateText.Of(GroupMemberState.Signer), SignerPlace = free }
            : throw new Refusal(PeopleReasons.GroupSignersFull, [("most", MostSigners)]);
    }

    /// <summary>As it becomes where they may not, or not any more.</summary>
    public GroupMemberRow AsMember() => this with { State = StateText.Of(GroupMemberState.Member), SignerPlace = null, WantsClose = false };

    public GroupMember ToMessage(Caller caller) => new()
    {
        MemberId = MemberId, ShownAs = ShownAs, ShowName = ShowName, State = StateNow, WantsClose = WantsClose,
        IsYou = Subject == caller.Subject,
    };
}
