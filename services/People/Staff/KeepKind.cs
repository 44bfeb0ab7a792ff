using Participatory.People.Persons;
using Participatory.Platform.Storage;

namespace Participatory.People.Staff;

/// <summary>
/// Keeps a demonstration and a house in use apart: what one has begun the other does not open. Else whoever played the finance
/// officer would still be signed in, or anybody could become one.
/// </summary>
internal sealed class KeepKind(Database database, PeopleSettings settings) : IHostedService
{
    private const string Demonstration = "DEMONSTRATION";
    private const string InUse = "IN_USE";

    private static readonly Sql Select = new("{hold @house} SELECT kind FROM house WHERE house_id = 1");

    // Version 0.1.0 noted nothing, but its demonstrations had their own staff from the first start on.
    private static readonly Sql SelectStaff = new("SELECT email FROM staff");

    private static readonly Sql Insert = new("INSERT INTO house (house_id, kind) VALUES (1, @kind)");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await database.Begin(cancellationToken);
        var noted = await transaction.One<string>(Select, new { house = Sql.Held("house") });
        var kind = noted ?? KindOf([.. await transaction.Many<string>(SelectStaff)]);
        if (noted is null)
        {
            await transaction.Execute(Insert, new { kind });
        }

        await transaction.Commit();
        if (kind == Demonstration != settings.Demo)
        {
            throw new InvalidOperationException(settings.Demo
                ? "What is kept here is in use, and in a demonstration everybody can be the finance officer: set Demo to false, or "
                + "choose another place for the demonstration."
                : "What is kept here is a demonstration, in which everybody could be the finance officer: begin with an empty place.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string KindOf(IReadOnlyCollection<string> staff) =>
        (staff.Count == 0 ? settings.Demo : staff.Contains(DemoPeople.Finance.Email)) ? Demonstration : InUse;
}
