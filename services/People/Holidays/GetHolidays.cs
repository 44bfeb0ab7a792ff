using Participatory.People.V1;
using Participatory.Platform.Storage;

namespace Participatory.People.Holidays;

/// <summary>On which days nobody works now, as an administrator said it; version 0 where the settings of the machine do.</summary>
internal sealed class GetHolidays(Database database, PeopleSettings settings)
{
    public async Task<CouncilHolidays> Handle(CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        return (await HolidaysRow.LoadLastOrNull(session) ?? HolidaysRow.Of(settings.DaysOff)).ToMessage();
    }
}
