using Participatory.Accountability.V1;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Fairness;

/// <summary>What a file with numbers of residents may hold: areas, and what people are asked about themselves in its groups.</summary>
internal sealed class GetResidentsForm(Database database)
{
    public async Task<ResidentsForm> Handle(CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        var form = new ResidentsForm();
        form.Areas.AddRange((await ResidentsRow.LoadAreas(session))
            .Select(area => new AreaResidents { AreaCode = area.AreaCode, Name = area.Name }));
        form.Characteristics.AddRange(Questions.OfResidents.Select(
            question => new Characteristic { Name = Questions.NameInFiles(question), Groups = { Questions.Groups[question] } }));
        return form;
    }
}
