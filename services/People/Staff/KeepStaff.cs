using Participatory.People.Persons;
using Participatory.People.Security;
using Participatory.People.V1;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>
/// Brings the list of staff in line with the settings before the first call. Whom the settings do not name any more is
/// gone from it; whose roles were ended here, stays ended for as long as they name them.
/// </summary>
internal sealed class KeepStaff(Database database, PeopleSettings settings, SecurityLog security) : IHostedService
{
    // Processes that start at the same moment do this one after the other.
    private static readonly Sql LockAll = new("SELECT email, roles FROM staff {lock}");

    private static readonly Sql Update = new("UPDATE staff SET shown_as = @shownAs, roles = @roles, areas = @areas WHERE email = @email");

    private static readonly Sql Insert = new("INSERT INTO staff (email, shown_as, roles, areas) VALUES (@email, @shownAs, @roles, @areas)");

    private static readonly Sql Delete = new("DELETE FROM staff WHERE email = @email");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var staff = settings.Staff.Concat(settings.Demo ? DemoPeople.All.Select(person => person.Staff).OfType<StaffSetting>() : [])
            .DistinctBy(one => Addresses.Normal(one.Email))
            .ToList();
        await using var transaction = await database.Begin(cancellationToken);
        var before = (await transaction.Many<StaffRow>(LockAll)).ToDictionary(row => row.Email, row => row.Roles, StringComparer.Ordinal);
        var gone = before.Keys.Except(staff.Select(one => Addresses.Normal(one.Email))).ToList();
        foreach (var email in gone)
        {
            await transaction.Execute(Delete, new { email });
        }

        var changed = gone.Count;

        foreach (var one in staff)
        {
            var row = new
            {
                email = Addresses.Normal(one.Email),
                shownAs = one.Name,
                // A role that there is not stops the start, and not the first sign-in.
                roles = string.Join(' ', one.Roles.Select(role => StaffRow.RoleOf(role).ToString().ToLowerInvariant())),
                areas = string.Join(' ', one.Areas ?? []),
            };
            changed += before.GetValueOrDefault(row.email) == row.roles ? 0 : 1;
            if (await transaction.Execute(Update, row) == 0)
            {
                await transaction.Execute(Insert, row);
            }
        }

        await transaction.Commit();
        if (changed > 0)
        {
            security.Note(SecurityEventKind.StaffListChanged, count: changed);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
