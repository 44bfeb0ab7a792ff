using Participatory.Platform.Storage;

namespace Participatory.People.Notices;

/// <summary>E-mails that whoever gets them can do without, by kind, as it is kept.</summary>
internal static class StoppedMail
{
    /// <summary>What waits for somebody at the council.</summary>
    public const string Work = "WORK";

    /// <summary>How many people support an idea.</summary>
    public const string Support = "SUPPORT";

    /// <summary>News of what somebody follows. It is kept nowhere: whoever stops it follows nothing any more.</summary>
    public const string Following = "FOLLOWING";

    private static readonly Sql Select = new("SELECT kind FROM stopped_mail WHERE email = @email");

    private static readonly Sql Insert = new("""
        INSERT INTO stopped_mail (email, kind, stopped_at)
        SELECT @email, @kind, @now
        WHERE NOT EXISTS (SELECT 1 FROM stopped_mail {lock} WHERE email = @email AND kind = @kind)
        """);

    private static readonly Sql Delete = new("DELETE FROM stopped_mail WHERE email = @email AND kind = @kind");

    /// <returns>Null where an e-mail for that reason cannot be stopped.</returns>
    public static string? KindOf(string reason) => reason switch
    {
        NoticeReason.Work => Work,
        NoticeReason.Supported => Support,
        NoticeReason.Followed => Following,
        _ => null,
    };

    /// <summary>The kinds that are stopped.</summary>
    public static async Task<IReadOnlySet<string>> Load(Session session, string email) =>
        (await session.Many<string>(Select, new { email })).ToHashSet(StringComparer.Ordinal);

    public static Task Stop(Transaction transaction, string email, string kind, DateTimeOffset now) =>
        transaction.Execute(Insert, new { email, kind, now });

    public static Task Start(Transaction transaction, string email, string kind) => transaction.Execute(Delete, new { email, kind });
}
