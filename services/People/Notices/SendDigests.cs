using System.Security.Cryptography;
using System.Text.Json;
using Participatory.Access.V1;
using Participatory.Contracts;
using Participatory.People.Staff;
using Participatory.Platform.Calls;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;
using Participatory.Words;

namespace Participatory.People.Notices;

/// <summary>
/// Tells everybody of the staff in the morning what waits for them: one e-mail with everything, none where nothing waits, and none for a
/// week where it is the same as last time. <see cref="SendNotices"/> sends it.
/// </summary>
internal sealed class SendDigests(Database database, PeopleSettings settings, CouncilDays days, TimeProvider clock)
{
    /// <summary>How long into the morning somebody may still be told, where we could not earlier.</summary>
    private const int Hours = 3;

    /// <summary>After so many days the same is said again.</summary>
    private const int SameAgainAfterDays = 7;

    /// <summary>A service counts at least every hour while something waits; what is older than this may be done long since.</summary>
    private static readonly TimeSpan CountGoodFor = TimeSpan.FromHours(3);

    private static readonly Sql SelectWork = new("SELECT lines FROM work WHERE counted_at > @since ORDER BY counted_by");

    private static readonly Sql SelectStaff = new("""
        SELECT staff.email, address.subject FROM staff
        LEFT JOIN address ON address.kind = 'EMAIL' AND address.value = staff.email
        WHERE staff.ended_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM stopped_mail WHERE stopped_mail.email = staff.email AND stopped_mail.kind = 'WORK')
            AND NOT EXISTS (SELECT 1 FROM digest WHERE digest.email = staff.email AND digest.told_on = @today)
        ORDER BY staff.email
        """);

    private static readonly Sql SelectLast = new("""
        SELECT said_hash FROM digest WHERE email = @email AND told_on > @since ORDER BY told_on DESC {limit @one}
        """);

    private static readonly Sql SelectToday = new("SELECT COUNT(*) FROM digest WHERE email = @email AND told_on = @today");

    private static readonly Sql InsertDigest = new("""
        INSERT INTO digest (email, told_on, notice_id, said_hash) VALUES (@email, @today, @noticeId, @hash)
        """);

    private static readonly Sql DeleteOld = new("DELETE FROM digest WHERE told_on < @before");

    public async Task Tick(CancellationToken cancellation)
    {
        if (days.Hour < settings.DigestHour || days.Hour >= settings.DigestHour + Hours)
        {
            return;
        }

        List<WorkLine> work = [];
        IReadOnlyList<MemberRow> staff;
        ILookup<string, StaffRoleRow> roles;
        var now = clock.GetUtcNow();
        await using (var session = await database.Read(cancellation))
        {
            foreach (var lines in await session.Many<string>(SelectWork, new { since = now - CountGoodFor }))
            {
                work.AddRange(JsonSerializer.Deserialize<List<WorkLine>>(lines, MessageTypes.Json)!);
            }

            work.AddRange(await CountWork.Load(session, now));
            staff = work.Count == 0 ? [] : await session.Many<MemberRow>(SelectStaff, new { today = Day(0) });
            roles = await StaffRoleRow.Load(session, staff.Select(member => member.Email));
        }

        foreach (var member in staff)
        {
            var given = roles[member.Email].Where(role => role.IsGiven(now)).ToList();
            var areas = StaffRow.AreasIn(given.Find(role => role.Is(Role.Officer))?.Areas ?? "");
            var does = given.Select(role => StateText.Read<Role>(role.Role)).ToHashSet();
            if (Decide(work, does, areas, member.Subject) is { Count: > 0 } told)
            {
                await Tell(member, told, cancellation);
            }
        }
    }

    /// <summary>What of all that waits waits for somebody: of their roles and areas, and not begun by themselves. Pure.</summary>
    /// <param name="subject">Null where they have never signed in.</param>
    internal static IReadOnlyList<WorkTold> Decide(
        IReadOnlyList<WorkLine> work, IReadOnlySet<Role> roles, IReadOnlySet<string> areas, string? subject)
    {
        // Of a round whose money waits for its second person nothing has to be proposed.
        var proposed = work.Where(line => line.Kind == WorkKinds.ReleasesToApprove).Select(line => line.RoundId)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. work.Where(line => WorkKinds.All.Contains(line.Kind)
                    && roles.Contains(WorkKinds.OfFinance.Contains(line.Kind) ? Role.Finance : Role.Officer)
                    && (line.AreaCode.Length == 0 || areas.Count == 0 || areas.Contains(line.AreaCode))
                    && (line.OnlyForSubject.Length == 0 || line.OnlyForSubject == subject)
                    && (line.NotForSubject.Length == 0 || line.NotForSubject != subject)
                    && (line.Kind != WorkKinds.MoneyToRelease || !proposed.Contains(line.RoundId)))
                .GroupBy(line => (line.Kind, Round: line.Title.Length > 0 ? line.RoundId : "", line.Title))
                .Select(same => new WorkTold(same.Key.Kind, same.Key.Round, same.Key.Title, same.Sum(line => line.Count)))
                .OrderBy(told => WorkKinds.All.TakeWhile(kind => kind != told.Kind).Count())
                .ThenBy(told => told.Title, StringComparer.Ordinal).ThenBy(told => told.RoundId, StringComparer.Ordinal),
        ];
    }

    private async Task Tell(MemberRow member, IReadOnlyList<WorkTold> told, CancellationToken cancellation)
    {
        var details = new NoticeDetails("", Work: told);
        var hash = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(details.Write()));
        var (email, today, now) = (member.Email, Day(0), clock.GetUtcNow());
        await using var transaction = await database.Begin(cancellation);
        // Of two processes the second waits here, and then finds that it is done; the key of the table says so once more.
        await transaction.Hold("digest", email);
        if (await transaction.One<long>(SelectToday, new { email, today }) > 0
            || (await transaction.One<byte[]>(SelectLast, new { email, since = Day(-SameAgainAfterDays), one = 1 }) is { } last
                && last.AsSpan().SequenceEqual(hash)))
        {
            return;
        }

        var noticeId = await new NewNotice(member.Subject ?? "", NoticeReason.Work, details).Note(transaction, now);
        await transaction.Execute(InsertDigest, new { email, today, noticeId, hash });
        await transaction.Execute(DeleteOld, new { before = Day(-30) });
        await transaction.Commit();
    }

    private string Day(int fromToday) => CouncilDays.Field(days.Today.AddDays(fromToday));

    private sealed record MemberRow
    {
        public string Email { get; init; } = "";

        /// <summary>Their account; null where they have never signed in.</summary>
        public string? Subject { get; init; }
    }
}
