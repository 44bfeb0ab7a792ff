using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Participatory.Words;

namespace Participatory.Gateway.Forms;

/// <summary>Days as people type them.</summary>
internal static class DayFields
{
    /// <summary>Reads a last day that may be left out: what may be done until Friday may be done all Friday.</summary>
    /// <param name="wrong">What to say beside the field where it is no day.</param>
    /// <param name="end">The instant at which that day is over; null where nothing was typed.</param>
    /// <returns>False where it is no day.</returns>
    public static bool ReadsLastDay(
        this ModelStateDictionary state, string field, string? typed, CouncilDays days, string wrong, out Timestamp? end)
    {
        end = days.Read(typed) is { } last ? days.Begin(last.AddDays(1)) : null;
        if (end is not null || string.IsNullOrWhiteSpace(typed))
        {
            return true;
        }

        state.AddModelError(field, wrong);
        return false;
    }
}
