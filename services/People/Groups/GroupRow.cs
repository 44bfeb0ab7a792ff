using Google.Protobuf.WellKnownTypes;
using Participatory.Access.V1;
using Participatory.People.Staff;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>A group with its newest words, and how it stands with them.</summary>
internal sealed record GroupRow
{
    /// <summary>What groups are to the one mechanism that hides and shows what people wrote.</summary>
    public const string Scope = "groups", Part = "GROUP";

    /// <summary>What a statement reads from <see cref="From"/>.</summary>
    public const string Columns = """
        g.sequence, g.group_id, g.area_code, g.version, g.hidden_through, g.number, g.founded_at, g.closed_at, v.name, v.description,
            hid.state AS hiding_state, hid.reason AS hiding_reason, hid.decided_as, hid.decided_at,
            (SELECT COUNT(*) FROM group_member m WHERE m.group_id = g.group_id) AS members,
            (SELECT COUNT(*) FROM group_member m WHERE m.group_id = g.group_id AND m.state = 'SIGNER') AS signers
        """;

    /// <summary>The groups with their newest words.</summary>
    public const string From = """
        community_group g JOIN group_version v ON v.group_id = g.group_id AND v.version = g.version
            LEFT JOIN hiding hid ON hid.scope_id = 'groups' AND hid.item_id = g.group_id AND hid.part = 'GROUP'
        """;

    private static readonly Sql Select = new($"SELECT {Columns} FROM {From} WHERE g.group_id = @groupId");

    private static readonly Sql Insert = new("""
        INSERT INTO community_group (group_id, area_code, version, name_key, hidden_through, number, founder_subject, founded_at)
        VALUES (@GroupId, @AreaCode, @Version, @NameKey, @HiddenThrough, 1, @FounderSubject, @FoundedAt)
        """);

    private static readonly Sql InsertWords = new("""
        INSERT INTO group_version (group_id, version, name, description, changed_at)
        VALUES (@GroupId, @Version, @Name, @Description, @ChangedAt)
        """);

    private static readonly Sql ChangeWords = new("""
        UPDATE community_group SET area_code = @AreaCode, version = @Version, name_key = @NameKey, hidden_through = @HiddenThrough
        WHERE group_id = @GroupId AND version = @Version - 1
        """);

    private static readonly Sql SetHiddenThrough = new("""
        UPDATE community_group SET hidden_through = version - 1 WHERE group_id = @GroupId AND hidden_through < version - 1
        """);

    private static readonly Sql SetClosed = new("""
        UPDATE community_group SET closed_at = @now WHERE group_id = @GroupId AND closed_at IS NULL
        """);

    public long Sequence { get; init; }
    public string GroupId { get; init; } = "";

    /// <summary>Empty for no area in particular.</summary>
    public string AreaCode { get; init; } = "";

    public int Version { get; init; }
    public int HiddenThrough { get; init; }
    public int Number { get; init; }
    public string Name { get; init; } = "";
    public string Description { get; init; } = "";

    /// <summary>Of the newest words; only when they are written.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Only when it is founded: nobody reads it but whoever counts.</summary>
    public string FounderSubject { get; init; } = "";

    public DateTimeOffset FoundedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public string? HidingState { get; init; }
    public string? HidingReason { get; init; }
    public string? DecidedAs { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public int Members { get; init; }
    public int Signers { get; init; }

    /// <summary>No officer who works here has its area among theirs; not in the table, <see cref="LoadOfficers"/> finds it out.</summary>
    public bool IsOfNobodysArea { get; init; }

    /// <summary>Its name as it is looked for.</summary>
    public string NameKey => KeyOf(Name);

    /// <summary>Its words are shown to its members and officers alone.</summary>
    public bool IsHidden => Hiding is not null;

    private Types.V1.Hiding? Hiding => HidingRow.ToMessage(HidingState, HidingReason, DecidedAs, DecidedAt);

    /// <summary>A name, or a part of one, as it is looked for.</summary>
    public static string KeyOf(string name) => name.Trim().ToLowerInvariant();

    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<GroupRow> Load(Session session, string groupId) => await LoadOrNull(session, groupId) ?? throw NotFound();

    /// <returns>Null where there is none.</returns>
    public static Task<GroupRow?> LoadOrNull(Session session, string groupId) => session.One<GroupRow?>(Select, new { groupId });

    /// <summary>The same, held with everybody in it until the transaction ends.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static async Task<GroupRow> Lock(Transaction transaction, string groupId)
    {
        await transaction.Hold("group", groupId);
        return await Load(transaction, groupId);
    }

    public static Refusal NotFound() => new(PeopleReasons.GroupNotFound, field: "group_id");

    /// <summary>How it stands with its words, held with it. It is nobody's in particular: any member asks for a second look.</summary>
    public Task<HidingRow> LockHiding(Transaction transaction) => HidingRow.Lock(transaction, Scope, GroupId, Part, authorSubject: GroupId);

    /// <summary>An officer may look into it; of a group of no area in particular, or of one of nobody's, any officer may.</summary>
    public bool IsLookedAfterBy(Caller caller) =>
        caller.Is(Role.Officer) && (AreaCode.Length == 0 || IsOfNobodysArea || caller.MayActIn(AreaCode));

    /// <summary>As it stands for the caller, who has it in hand also where its area is nobody's: whoever founds a group names it.</summary>
    public async Task<GroupRow> LoadOfficers(Session session, Caller caller, DateTimeOffset now) =>
        !caller.Is(Role.Officer) || IsLookedAfterBy(caller) ? this
            : this with { IsOfNobodysArea = !(await StaffRoleRow.LoadAreas(session, now)).Contains(AreaCode) };

    /// <summary>Refuses an officer of other areas.</summary>
    public void MustBeLookedAfterBy(Caller caller)
    {
        if (!IsLookedAfterBy(caller))
        {
            throw new Refusal(PeopleReasons.GroupAreaOfOthers, [("area", AreaCode)]);
        }
    }

    /// <summary>Refuses what changes a group that is closed.</summary>
    public void MustBeOpen()
    {
        if (ClosedAt is not null)
        {
            throw new Refusal(PeopleReasons.GroupClosed, field: "group_id");
        }
    }

    /// <summary>All that its members wrote and everybody may read, to look for names in.</summary>
    public string WordsWith(IEnumerable<GroupMemberRow> members) =>
        WordsOf(Name, Description, members.Where(member => member.ShowName).Select(member => member.ShownAs));

    /// <summary>The same of a group of which only this is known.</summary>
    public static string WordsOf(string name, string description, IEnumerable<string> shownNames) =>
        string.Join('\n', [name, description, .. shownNames]);

    public async Task Add(Transaction transaction)
    {
        await transaction.Execute(Insert, this);
        await transaction.Execute(InsertWords, this);
    }

    /// <summary>Writes the words that it has now; those before stay.</summary>
    public async Task Change(Transaction transaction)
    {
        await transaction.Execute(InsertWords, this);
        await transaction.Execute(ChangeWords, this);
    }

    /// <summary>Nobody looked at each of the words that it had before, so they do not come back with those that are hidden now.</summary>
    public Task HideEarlier(Transaction transaction) => transaction.Execute(SetHiddenThrough, this);

    /// <summary>From now on nothing of it changes, and nobody comes in.</summary>
    public async Task Close(Transaction transaction, DateTimeOffset now)
    {
        await transaction.Execute(SetClosed, new { GroupId, now });
        await GroupInvitationRow.EndAll(transaction, GroupId);
    }

    /// <param name="inside">The caller is a member, or an officer who looks after it.</param>
    public Group ToMessage(bool inside) => new()
    {
        GroupId = GroupId,
        Version = Version,
        Name = inside || !IsHidden ? Name : "",
        Description = inside || !IsHidden ? Description : "",
        AreaCode = AreaCode,
        Members = Members,
        Signers = Signers,
        FoundTime = FoundedAt.ToTimestamp(),
        CloseTime = ClosedAt?.ToTimestamp(),
        Hiding = Hiding,
    };
}
