using Participatory.Platform;
using Participatory.Voting;

var builder = ServiceProcess.CreateBuilder(args);
builder.AddVoting();
var app = builder.Build();
app.MapVoting();
return await ServiceProcess.RunAsync(app, args);
