using Participatory.Platform;
using Participatory.Proposals;

var builder = ServiceProcess.CreateBuilder(args);
builder.AddProposals();
var app = builder.Build();
app.MapProposals();
return await ServiceProcess.RunAsync(app, args);
