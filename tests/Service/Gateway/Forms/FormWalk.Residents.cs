using System.Text;
using Google.Protobuf;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>The story goes on: who lives in each area.</summary>
public sealed partial class FormWalk
{
    private async Task AnOfficerAddsWhoLivesThere()
    {
        const string page = "/council/residents";
        var table = $"area,characteristic,group,people\n{Elm},age,under-25,3141\n{Elm},age,65-over,859\n";
        var sent = await Table.Fill(officer, page, "",
        [
            Text("Source", "Census of a made-up town", "source"), Text("Year", "2031", "year"),
            Upload("Content", "living.csv", Encoding.UTF8.GetBytes(table), "areas.people", "4000", "4,000"),
        ], async answer => await doors.Officer.Accountability.GetResidentsAsync(new() { LoadId = answer.To.Split('=')[^1] }));
        await Table.Fill(officer, sent.To, "Use", [Pressed("source", "Census of a made-up town", "Census of a made-up town")],
            async _ => await doors.Officer.Accountability.GetResidentsAsync(new()),
            [(officer, page), (anyone, $"/rounds/{round}/fairness")]);
    }
}
