using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Desk;

/// <summary>
/// An officer who has worked at the desk. This service hears of no roles: it knows a colleague by what their own identity said when they
/// last worked here, and who has not for a while is no longer given anything.
/// </summary>
internal sealed record DeskOfficerRow
{
    /// <summary>So long after they last worked here somebody is a colleague. Whoever has left drops out by it.</summary>
    public static readonly TimeSpan ColleagueFor = TimeSpan.FromDays(90);

    /// <summary>
    /// That the officer <c>o</c> looks after ideas of the area of <c>p</c> at present; <c>@since</c> is <see cref="Since"/>.
    /// </summary>
    public const string IsColleague = """
        o.seen_at >= @since AND (o.everywhere = 1 OR EXISTS (SELECT 1 FROM desk_officer_area oa
            WHERE oa.officer_subject = o.officer_subject AND oa.area_code = p.area_code))
        """;

    private static readonly Sql SelectOfArea = new("""
        SELECT o.officer_subject, o.shown_as FROM desk_officer o
        WHERE o.seen_at >= @since AND (o.everywhere = 1 OR EXISTS (SELECT 1 FROM desk_officer_area oa
            WHERE oa.officer_subject = o.officer_subject AND oa.area_code = @areaCode))
        ORDER BY o.shown_as, o.officer_subject
        """);

    private static readonly Sql Update = new("""
        UPDATE desk_officer SET shown_as = @ShownAs, everywhere = @everywhere, seen_at = @now WHERE officer_subject = @OfficerSubject
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO desk_officer (officer_subject, shown_as, everywhere, seen_at) VALUES (@OfficerSubject, @ShownAs, @everywhere, @now)
        """);

    private static readonly Sql DeleteAreas = new("DELETE FROM desk_officer_area WHERE officer_subject = @OfficerSubject");

    private static readonly Sql InsertAreas = new("""
        INSERT INTO desk_officer_area (officer_subject, area_code) SELECT @OfficerSubject, given.item FROM {texts @areas} AS given
        """);

    public string OfficerSubject { get; init; } = "";
    public string ShownAs { get; init; } = "";

    /// <summary>Who worked here before is no colleague any more.</summary>
    public static DateTimeOffset Since(DateTimeOffset now) => now - ColleagueFor;

    /// <summary>Every colleague of an area, by name.</summary>
    public static Task<IReadOnlyList<DeskOfficerRow>> Load(Session session, string areaCode, DateTimeOffset now) =>
        session.Many<DeskOfficerRow>(SelectOfArea, new { areaCode, since = Since(now) });

    /// <summary>Notes that the caller works here, and for which areas.</summary>
    public static async Task Keep(Transaction transaction, Caller caller, DateTimeOffset now)
    {
        await transaction.Hold("desk-officer", caller.Subject);
        var row = new
        {
            OfficerSubject = caller.Subject, ShownAs = caller.Signature(), everywhere = caller.Areas.Count == 0, now,
        };
        if (await transaction.Execute(Update, row) == 0)
        {
            await transaction.Execute(Insert, row);
        }

        await transaction.Execute(DeleteAreas, row);
        await transaction.Execute(
            InsertAreas, new { row.OfficerSubject, areas = Sql.List(caller.Areas.Order(StringComparer.Ordinal)) });
    }

    public Colleague ToMessage() => new() { Subject = OfficerSubject, ShownAs = ShownAs };
}
