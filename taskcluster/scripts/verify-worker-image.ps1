<#
.SYNOPSIS
  Says which image this worker's machine was made from, and whether it is the one that the key has now.
.DESCRIPTION
  Runs on the worker pool itself, on Windows PowerShell 5.1. That it runs at all shows that the pool claims tasks; what
  it finds is a matter of warnings, because machines of the last image may live for hours.
#>
[CmdletBinding()]
param(
  [Parameter(Mandatory)] [string] $Key,
  # What the images are called now, in the locations that the push built or, if it built none, all: 'eastus=name,westus=name'.
  [string] $ImageNames = '',
  # The tasks that built them, separated by commas. Empty: nothing was built, and any stamp will do.
  [string] $Tasks = ''
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

function Get-ValueAt($Value, [string] $Path) {
  foreach ($name in $Path.Split('.')) {
    if ($null -eq $Value) { return $null }
    $property = $Value.PSObject.Properties[$name]
    $Value = if ($property) { $property.Value } else { $null }
  }
  $Value
}

# Azure's own word of the machine; null elsewhere, and where the service does not answer.
function Get-Machine {
  try {
    $session = New-Object Microsoft.PowerShell.Commands.WebRequestSession
    # The service is on the machine itself, and no proxy knows it.
    $session.Proxy = New-Object Net.WebProxy
    Invoke-RestMethod -UseBasicParsing -TimeoutSec 10 -Headers @{ Metadata = 'true' } -WebSession $session `
      -Uri 'http://169.254.169.254/metadata/instance/compute?api-version=2021-02-01'
  } catch {
    Write-Host "no instance metadata: $($_.Exception.Message)"
  }
}

if ($Key -cnotmatch '\A[a-z0-9][a-z0-9.-]{0,49}\z') {
  Write-Host 'error: the key is no image key'
  exit 64
}
$expected = @{}
foreach ($pair in $ImageNames.Split(',') | Where-Object { $_ }) {
  $location, $name = $pair.Split('=', 2)
  $expected[$location] = $name
}

$machine = Get-Machine
$image = [string] (Get-ValueAt $machine 'storageProfile.imageReference.id')
$name = $image.Split('/')[-1]
$location = [string] (Get-ValueAt $machine 'location')
Write-Host "location: $(if ($location) { $location } else { 'unknown' })"
Write-Host "image: $(if ($image) { $image } else { 'unknown' })"

$path = 'HKLM:\SOFTWARE\Mozilla\ronin_puppet'
$registry = if (Test-Path -LiteralPath $path) { Get-ItemProperty -LiteralPath $path }
$stamp = [ordered] @{}
foreach ($value in 'machineImageKey', 'machineImageTask', 'machineImageCommitSha') {
  $stamp[$value] = [string] (Get-ValueAt $registry $value)
  Write-Host "${value}: $(if ($stamp[$value]) { $stamp[$value] } else { 'none' })"
}

if ($name -and $expected.ContainsKey($location) -and $name -ne $expected[$location]) {
  Write-Warning "the image is called $($expected[$location]) now: change the pool's definition, which still says $name"
} elseif (-not $stamp.machineImageTask) {
  Write-Warning 'the image has no stamp: it was built before there were any'
} elseif ($stamp.machineImageKey -cne $Key) {
  Write-Warning "the image is one of $($stamp.machineImageKey), not of $Key"
} elseif ($Tasks -and $location -and -not $expected.ContainsKey($location)) {
  Write-Host "the image in $location was not built by this push, but by $($stamp.machineImageTask)"
} elseif ($Tasks -and $Tasks.Split(',') -cnotcontains $stamp.machineImageTask) {
  Write-Warning "the machine is older than the image: that was built by $Tasks; new machines will have it"
}
