using Participatory.Access.V1;
using Participatory.People.Persons;
using Participatory.People.Security;
using Participatory.People.Sessions;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>
/// Takes over what the settings say of the staff, before the first call. While they name no administrator they are the list. From the
/// first one on the list is kept on pages, and the settings can only add an administrator whom it does not know yet: whoever has the
/// machine can help a council that has locked itself out, or has one administrator alone.
/// </summary>
internal sealed class KeepStaff(
    Database database, PeopleSettings settings, SecurityLog security, TimeProvider clock, ILogger<KeepStaff> log) : IHostedService
{
    private static readonly Sql SelectAll = new("SELECT email, shown_as, ended_at, ended_by FROM staff ORDER BY email");

    // What processes of the version before have ended, they have noted in the list alone.
    private static readonly Sql DeleteEnded = new("""
        DELETE FROM staff_role WHERE state = 'GIVEN' AND email IN (SELECT email FROM staff WHERE ended_at IS NOT NULL)
        """);

    private static readonly Sql Update = new("UPDATE staff SET shown_as = @shownAs, roles = @roles, areas = @areas WHERE email = @email");

    private static readonly Sql Insert = new("INSERT INTO staff (email, shown_as, roles, areas) VALUES (@email, @shownAs, @roles, @areas)");

    private static readonly Sql Delete = new("DELETE FROM staff WHERE email = @email");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var named = settings.Staff.Concat(settings.Demo ? DemoPeople.All.Select(person => person.Staff).OfType<StaffSetting>() : [])
            .DistinctBy(one => Addresses.Normal(one.Email))
            .ToList();
        await using var transaction = await database.Begin(cancellationToken);
        // Processes that start at the same moment do this one after the other.
        await transaction.Hold("staff");
        await transaction.Execute(DeleteEnded);
        var before = (await transaction.Many<StaffRow>(SelectAll)).ToDictionary(row => row.Email, StringComparer.Ordinal);
        var onPages = await StaffRoleRow.LoadIsKeptOnPages(transaction);
        var (put, gone) = Decide(named, before, onPages);
        foreach (var email in gone)
        {
            await StaffRoleRow.RemoveAll(transaction, email);
            await transaction.Execute(Delete, new { email });
            await SessionEnd.OfRoles(transaction, email, clock.GetUtcNow());
        }

        var changed = gone.Count;
        foreach (var one in put)
        {
            changed += await Put(transaction, one, before.GetValueOrDefault(Addresses.Normal(one.Email))) ? 1 : 0;
        }

        var hasAdministrator = await StaffRoleRow.LoadIsKeptOnPages(transaction);
        await transaction.Commit();
        if (changed > 0)
        {
            security.Note(SecurityEventKind.StaffListChanged, count: changed);
        }

        if (!hasAdministrator)
        {
            log.LogWarning(
                "Nobody is an administrator: give somebody of Officers:People the role administrator, who then invites and gives roles on "
                + "/council/staff");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whom of the settings the list takes over, with which roles, and who is on it no more.</summary>
    /// <param name="before">The list, by address.</param>
    /// <param name="onPages">There was an administrator: the list is kept on pages.</param>
    internal static (IReadOnlyList<StaffSetting> Put, IReadOnlyList<string> Gone) Decide(
        IReadOnlyList<StaffSetting> named, IReadOnlyDictionary<string, StaffRow> before, bool onPages) => onPages
        ? ([
            .. named.Where(one => one.Roles.Contains("administrator") && !before.ContainsKey(Addresses.Normal(one.Email)))
                .Select(one => one with { Roles = ["administrator"] }),
        ], [])
        : (named, [.. before.Keys.Except(named.Select(one => Addresses.Normal(one.Email)), StringComparer.Ordinal)]);

    /// <returns>Something is other than before.</returns>
    private async Task<bool> Put(Transaction transaction, StaffSetting one, StaffRow? before)
    {
        var (email, now) = (Addresses.Normal(one.Email), clock.GetUtcNow());
        // A role that there is not stops the start, and not the first sign-in.
        var roles = one.Roles.Select(StaffRow.RoleOf).Distinct().ToList();
        var row = new
        {
            email,
            shownAs = one.Name,
            roles = string.Join(' ', roles.Where(role => role != Role.Administrator).Select(role => StateText.Of(role).ToLowerInvariant())),
            areas = string.Join(' ', one.Areas ?? []),
        };
        if (before is null)
        {
            await transaction.Execute(Insert, row);
            await StaffChangeRow.Note(transaction, new StaffChangeRow
            {
                Email = email, ShownAs = one.Name, Kind = StateText.Of(StaffChangeKind.Named), ChangedAt = now,
            });
        }
        else
        {
            await transaction.Execute(Update, row);
        }

        var held = (await StaffRoleRow.Load(transaction, [email]))[email].ToList();
        // Whose roles were ended stays without them, whatever the settings say.
        var given = before?.EndedAt is not null ? [] : roles.Select(role => new StaffRoleRow
        {
            Email = email,
            Role = StateText.Of(role),
            State = StateText.Of(RoleState.Given),
            Areas = role == Role.Officer ? row.areas : "",
            AskedAt = now,
        }).ToList();
        foreach (var old in held.Where(old => given.TrueForAll(role => role.Role != old.Role)))
        {
            await StaffRoleRow.Remove(transaction, old);
        }

        var other = given.Where(role => !held.Exists(old => old.Role == role.Role && old.Areas == role.Areas)).ToList();
        foreach (var role in other)
        {
            await StaffRoleRow.Put(transaction, role);
        }

        var changed = before is null || other.Count > 0 || held.Exists(old => given.TrueForAll(role => role.Role != old.Role));
        if (changed)
        {
            // Whoever is signed in does not go on with other rights.
            await SessionEnd.OfRoles(transaction, email, now);
        }

        return changed;
    }
}
