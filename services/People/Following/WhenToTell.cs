using Participatory.People.V1;
using Participatory.Words;

namespace Participatory.People.Following;

/// <summary>When followers are told of what happens now.</summary>
internal static class WhenToTell
{
    /// <summary>The instant, by the council's clock also where it is changed in between. Pure.</summary>
    /// <param name="collects">How long we wait for more of it before we tell somebody at once.</param>
    /// <param name="hour">Of the council's morning.</param>
    public static DateTimeOffset Decide(HowOften howOften, DateTimeOffset now, TimeSpan collects, int hour, CouncilDays days)
    {
        var today = days.DayOf(now);
        return howOften switch
        {
            HowOften.Daily => Next(today, everyDays: 1),
            HowOften.Weekly => Next(today.AddDays((DayOfWeek.Monday - today.DayOfWeek + 7) % 7), everyDays: 7),
            _ => now + collects,
        };

        DateTimeOffset Next(DateOnly day, int everyDays) =>
            days.At(day, hour) is var morning && morning > now ? morning : days.At(day.AddDays(everyDays), hour);
    }
}
