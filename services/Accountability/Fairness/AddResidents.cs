using Grpc.Core;
using Participatory.Accountability.Commitments;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Platform.Uploads;

namespace Participatory.Accountability.Fairness;

/// <summary>
/// An officer of every area brings in numbers of the people who live in each, all lines or none. Nobody else sees them until an officer has
/// looked at what was read.
/// </summary>
internal sealed class AddResidents(Database database, TimeProvider clock, UploadGate gate)
{
    public const int MaxBytes = 2 * 1024 * 1024;

    private const int FirstYear = 1900;

    /// <summary>How long a file stays that nobody shows.</summary>
    public static readonly TimeSpan UnusedFor = TimeSpan.FromDays(7);

    private static readonly Upload<AddResidentsRequest> Upload = new(
        piece => piece.Content, AccountabilityReasons.ResidentsTooLarge, AccountabilityReasons.ResidentsMissing, MaxBytes);

    private static readonly Sql DeleteUnusedNumbers = new("""
        DELETE FROM residents_number
        WHERE load_id IN (SELECT load_id FROM residents_load WHERE used_at IS NULL AND added_at < @before)
        """);

    private static readonly Sql DeleteUnused = new("DELETE FROM residents_load WHERE used_at IS NULL AND added_at < @before");

    private static readonly Sql Insert = new($"""
        INSERT INTO residents_load ({ResidentsRow.Columns}) VALUES (@LoadId, @Source, @Year, @AddedBy, @AddedAt, NULL, NULL)
        """);

    private static readonly Sql InsertNumbers = new("""
        INSERT INTO residents_number (load_id, area_code, question, choice, people)
        SELECT @loadId, given.first_text, @question, @choice, given.number FROM {rows @each} AS given
        """);

    public async Task<Residents> Handle(IAsyncStreamReader<AddResidentsRequest> pieces, Caller caller, CancellationToken cancellation)
    {
        var first = await Upload.First(pieces, cancellation);
        new Fields()
            .RequestId(first.RequestId)
            .Text("source", first)
            .Number("year", first, AccountabilityReasons.ResidentsYear, least: FirstYear)
            .Check();
        CommitmentRow.MustActFor(caller, areaCode: "");
        return await Upload.Take(
            gate, caller, first, pieces,
            (request, file) => Again.Run(() => Keep(request, file, caller, cancellation), cancellation), cancellation);
    }

    /// <param name="request">The first message, with the hash of the whole file as its content.</param>
    private async Task<Residents> Keep(
        AddResidentsRequest request, ReadOnlyMemory<byte> file, Caller caller, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Residents.Parser) is { } before)
        {
            return before;
        }

        var areas = await ResidentsRow.LoadAreas(transaction);
        var numbers = await ResidentsCsv.Read(file, areas.Select(area => area.AreaCode), cancellation);
        await transaction.Hold("residents");
        var now = clock.GetUtcNow();
        await transaction.Execute(DeleteUnusedNumbers, new { before = now - UnusedFor });
        await transaction.Execute(DeleteUnused, new { before = now - UnusedFor });
        var added = new ResidentsRow
        {
            LoadId = Guid.CreateVersion7().ToString(), Source = request.Source.Trim(), Year = request.Year, AddedBy = caller.ShownAs,
            AddedAt = now,
        };
        await transaction.Execute(Insert, added);
        foreach (var group in numbers.GroupBy(number => (number.Question, number.Choice)))
        {
            var each = Sql.Rows(group.Select(number => (number.People, number.AreaCode, "", Array.Empty<byte>())));
            await transaction.Execute(
                InsertNumbers, new { loadId = added.LoadId, question = group.Key.Question, choice = group.Key.Choice, each });
        }

        var answer = added.ToMessage(areas, numbers);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }
}
